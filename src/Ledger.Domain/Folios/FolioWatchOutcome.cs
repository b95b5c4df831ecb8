namespace Ledger.Domain.Folios;

/// <summary>What the branch's watch found and did for a book.</summary>
/// <param name="Book">How the book stood when it was looked at.</param>
/// <param name="Action">What was done.</param>
/// <param name="Quantity">How many folios came into the book, or wait for it.</param>
public sealed record FolioWatchOutcome(FolioBookStanding Book, FolioWatchAction Action, long Quantity = 0);
