using System.Globalization;
using System.Resources;

namespace Ledger.Domain.Documents;

/// <summary>The labels of printed documents, in Spanish (neutral) and English, and the names of currencies.</summary>
public sealed class DocumentTexts
{
    private static readonly ResourceManager Resources = new(typeof(DocumentTexts).FullName!, typeof(DocumentTexts).Assembly);

    private DocumentTexts()
    {
    }

    /// <summary>The text of a key in a language; null when there is none.</summary>
    public static string? Find(string key, CultureInfo culture) => Resources.GetString(key, culture);
}
