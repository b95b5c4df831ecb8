namespace Ledger.Api.DataViews.Query;

/// <summary>
/// Texts without case and accents, so that <c>munoz</c> finds <c>Muñoz</c>. Both databases fold by this one table: SQLite by
/// calling it, PostgreSQL by its <c>translate</c>; what their locales think of letters never matters.
/// </summary>
internal static class FoldedText
{
    /// <summary>The letters that are replaced.</summary>
    public const string From =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "ÁÀÂÄÃÅáàâäãå" + "ÉÈÊËéèêë" + "ÍÌÎÏíìîï" + "ÓÒÔÖÕóòôöõ" + "ÚÙÛÜúùûü" + "ÇçÑñ";

    /// <summary>What replaces each of them in a search.</summary>
    public const string To =
        "abcdefghijklmnopqrstuvwxyz" + "aaaaaaaaaaaa" + "eeeeeeee" + "iiiiiiii" + "oooooooooo" + "uuuuuuuu" + "ccnn";

    /// <summary>What replaces each of them in an order: ñ stays a letter of its own.</summary>
    public const string ToSorted =
        "abcdefghijklmnopqrstuvwxyz" + "aaaaaaaaaaaa" + "eeeeeeee" + "iiiiiiii" + "oooooooooo" + "uuuuuuuu" + "ccññ";

    /// <summary>What stands for ñ in an order: after every word with n, before o.</summary>
    public const string SortedEnye = "n~";

    private static readonly char[] Table = TableOf(To);

    /// <summary>The text to search in, or to search for.</summary>
    public static string Of(string text)
    {
        var i = 0;
        while (i < text.Length && Fold(text[i]) == text[i])
        {
            i++;
        }

        return i == text.Length ? text : string.Create(text.Length, text, static (folded, source) =>
        {
            for (var j = 0; j < folded.Length; j++)
            {
                folded[j] = Fold(source[j]);
            }
        });
    }

    /// <summary>The text to sort by.</summary>
    public static string Sorted(string text) => text.AsSpan().IndexOfAny('ñ', 'Ñ') < 0
        ? Of(text)
        : string.Join(SortedEnye, text.Split('ñ', 'Ñ').Select(Of));

    private static char Fold(char c) => c < Table.Length ? Table[c] : c;

    private static char[] TableOf(string to)
    {
        var table = new char[256];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = (char)c;
        }

        for (var i = 0; i < From.Length; i++)
        {
            table[From[i]] = to[i];
        }

        return table;
    }
}
