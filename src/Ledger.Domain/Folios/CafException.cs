namespace Ledger.Domain.Folios;

/// <summary>A file cannot be read as a folio authorisation; the verdict says in which way.</summary>
internal sealed class CafException(FolioVerdict verdict, string part) : Exception($"{verdict}: {part}")
{
    public FolioVerdict Verdict { get; } = verdict;

    /// <summary>The part of the file that is missing or wrong, as the file calls it.</summary>
    public string Part { get; } = part;
}
