namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>Texts that count something: one of it has a text of its own, under the key with <c>.one</c>.</summary>
internal static class Counted
{
    /// <summary>A text of the page.</summary>
    public delegate string TextOf(string key, params object?[] values);

    /// <summary>The text for a count, which is its first value.</summary>
    public static string Of(TextOf text, string key, int count, params object?[] more) => text(count == 1 ? key + ".one" : key, [count, .. more]);
}
