using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Folios;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Folios;

/// <summary>What became of the files of one import.</summary>
/// <param name="Accepted">How many are stored, with or without a warning.</param>
/// <param name="Warned">How many of those nothing can be signed with.</param>
/// <param name="Refused">How many are not stored.</param>
/// <param name="Files">Each file with its verdict, in the order they were given.</param>
internal sealed record FolioImportAnswer(int Accepted, int Warned, int Refused, IReadOnlyList<FolioVerdictView> Files)
{
    /// <summary>The answer in a language.</summary>
    public static FolioImportAnswer Of(IReadOnlyList<FolioImportResult> results, MessageCatalog texts, CultureInfo culture) => new(
        results.Count(r => r.IsAccepted), results.Count(r => r.Verdict == FolioVerdict.AcceptedWithoutKey), results.Count(r => !r.IsAccepted),
        [.. results.Select(r => new FolioVerdictView(
            r.FileName, r.IsAccepted, r.Verdict, r.TextCode, texts.Find(r.TextCode, culture, r.Arguments) ?? r.TextCode, r.AuthorizationId))]);
}

/// <summary>A file's verdict, said in the reader's language.</summary>
internal sealed record FolioVerdictView(string FileName, bool IsAccepted, FolioVerdict Verdict, string Code, string Message, long? AuthorizationId);

/// <summary>A file that was given once, and its verdict, said in the reader's language.</summary>
internal sealed record FolioImportView(
    long Id, string FileName, FolioVerdict Verdict, string Code, string Message, long? AuthorizationId, DateTimeOffset ImportedAt, string ImportedBy)
{
    /// <summary>The view of a stored import.</summary>
    public static FolioImportView Of(FolioImport import, MessageCatalog texts, CultureInfo culture)
    {
        var code = FolioImportResult.CodeOf(import.Verdict);
        return new FolioImportView(
            import.Id, import.FileName, import.Verdict, code, texts.Find(code, culture, JsonSerializer.Deserialize<string[]>(import.Arguments)!) ?? code,
            import.AuthorizationId, import.ImportedAt, import.ImportedBy);
    }
}
