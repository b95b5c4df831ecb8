namespace Ledger.Domain.Folios;

/// <summary>What became of one file (F1).</summary>
/// <param name="FileName">The name it was given under.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Arguments">The values that the verdict's text names, in order.</param>
/// <param name="AuthorizationId">The authorisation it made, or the one that it repeats or overlaps; null for none.</param>
public sealed record FolioImportResult(string FileName, FolioVerdict Verdict, IReadOnlyList<string> Arguments, long? AuthorizationId = null)
{
    /// <summary>True when its folios are stored.</summary>
    public bool IsAccepted => Verdict is FolioVerdict.Accepted or FolioVerdict.AcceptedWithoutKey;

    /// <summary>The code of the es/en text that gives the verdict and its reason.</summary>
    public string TextCode => CodeOf(Verdict);

    /// <summary>The code of the es/en text of a verdict.</summary>
    public static string CodeOf(FolioVerdict verdict) =>
        "folio-verdict." + System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.ToString());
}
