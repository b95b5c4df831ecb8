using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Imports;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Imports;

/// <summary>What became of a line, said in the reader's language.</summary>
internal sealed record ImportLineView(int Line, ImportVerdict Verdict, string? Code, string? Message, string? Field, string? Value, long? SubjectId)
{
    /// <summary>The view of a stored line.</summary>
    public static ImportLineView Of(ImportLine line, MessageCatalog texts, CultureInfo culture) => new(
        line.LineNumber, line.Verdict, line.Code, line.Code is null ? null : texts.Find(line.Code, culture, ArgumentsOf(line.Arguments)) ?? line.Code,
        line.Field, line.Value, line.SubjectId);

    /// <summary>The view of a line of a preview.</summary>
    public static ImportLineView Of(ImportPreviewLine line, MessageCatalog texts, CultureInfo culture) => new(
        line.Line, line.Verdict, line.Reason.Code, texts.Find(line.Reason.Code, culture, line.Reason.Arguments) ?? line.Reason.Code,
        line.Reason.Field, line.Reason.Value, null);

    private static IReadOnlyList<object?> ArgumentsOf(string? json) =>
        json is null ? [] : [.. JsonDocument.Parse(json).RootElement.EnumerateArray().Select(e => (object?)e.ToString())];
}

/// <summary>What an import would do.</summary>
internal sealed record ImportPreviewView(
    string FileName, string FileHash, int Rows, int Accepted, int Rejected, int Warned, int Unchanged, IReadOnlyList<ImportLineView> Lines)
{
    /// <summary>The view of a preview.</summary>
    public static ImportPreviewView Of(ImportPreview preview, MessageCatalog texts, CultureInfo culture) => new(
        preview.FileName, preview.FileHash, preview.Rows, preview.Accepted, preview.Rejected, preview.Warned, preview.Unchanged,
        [.. preview.Lines.Select(l => ImportLineView.Of(l, texts, culture))]);
}
