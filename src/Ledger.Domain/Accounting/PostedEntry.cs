namespace Ledger.Domain.Accounting;

/// <summary>What became of a draft.</summary>
/// <param name="Id">The key of the entry.</param>
/// <param name="Number">Its number.</param>
public sealed record PostedEntry(long Id, long Number);
