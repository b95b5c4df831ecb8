namespace Ledger.Api.Overview;

/// <summary>What falls due to be paid in a week.</summary>
/// <param name="Currency">The currency; amounts of two are never added.</param>
/// <param name="From">The first day; null for all that is overdue.</param>
/// <param name="To">The last day; of what is overdue, yesterday.</param>
/// <param name="Amount">What is owed less credits, in <paramref name="Currency"/>.</param>
/// <param name="Count">How many instalments.</param>
public sealed record DueWeek(string Currency, DateOnly? From, DateOnly To, decimal Amount, long Count);
