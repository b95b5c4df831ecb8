namespace Ledger.Domain.Imports;

/// <summary>What an import would do; nothing was written.</summary>
/// <param name="FileName">The file.</param>
/// <param name="FileHash">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Rows">Lines dealt with.</param>
/// <param name="Accepted">Lines that would be taken.</param>
/// <param name="Rejected">Lines that would be refused.</param>
/// <param name="Warned">Lines that would be taken with a remark.</param>
/// <param name="Unchanged">Lines that are there already.</param>
/// <param name="Lines">The first lines that have something to say.</param>
public sealed record ImportPreview(
    string FileName, string FileHash, int Rows, int Accepted, int Rejected, int Warned, int Unchanged, IReadOnlyList<ImportPreviewLine> Lines);
