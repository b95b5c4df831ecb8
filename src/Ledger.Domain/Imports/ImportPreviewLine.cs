namespace Ledger.Domain.Imports;

/// <summary>A line of a preview that has something to say.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Verdict">What would become of it.</param>
/// <param name="Reason">Why.</param>
public sealed record ImportPreviewLine(int Line, ImportVerdict Verdict, ImportReason Reason);
