namespace Ledger.Api.DataViews.Export;

/// <summary>A finished export. Its content lies in a temporary file that vanishes when it is closed.</summary>
internal sealed record ExportedFile(FileStream Content, string ContentType, string Name, long Rows);
