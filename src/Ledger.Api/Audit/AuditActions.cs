using System.Collections;
using System.Globalization;
using System.Resources;

namespace Ledger.Api.Audit;

/// <summary>The actions of the audit trail that people have words for; a test holds them against what the sources record.</summary>
internal static class AuditActions
{
    private const string Prefix = "audit.action.";

    /// <summary>Their codes.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. new ResourceManager(typeof(AuditTexts)).GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!
            .Cast<DictionaryEntry>().Select(e => (string)e.Key).Where(k => k.StartsWith(Prefix, StringComparison.Ordinal)).Select(k => k[Prefix.Length..])];
}
