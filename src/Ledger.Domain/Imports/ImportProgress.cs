namespace Ledger.Domain.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Lines">Lines dealt with.</param>
/// <param name="BytesRead">Bytes of the file read.</param>
/// <param name="BytesTotal">Bytes of the file.</param>
public sealed record ImportProgress(int Lines, long BytesRead, long BytesTotal);
