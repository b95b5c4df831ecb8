using Ledger.Foundation.Texts;

namespace Ledger.Domain;

/// <summary>Adds the domain's texts to the catalogue.</summary>
public static class DomainTextSources
{
    /// <summary>Adds the texts of every subject of the domain: each has a public marker class whose name ends in <c>Texts</c>.</summary>
    public static MessageCatalog AddDomainTexts(this MessageCatalog catalog)
    {
        foreach (var marker in typeof(DomainTextSources).Assembly.GetExportedTypes().Where(type => type.Name.EndsWith("Texts", StringComparison.Ordinal)))
        {
            catalog.Add(marker);
        }

        return catalog;
    }
}
