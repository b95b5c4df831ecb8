namespace Ledger.Api.DataViews.Query;

/// <summary>What some rows come to.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sums">By column, in the view's order, and currency.</param>
public sealed record ViewTotals(long Count, IReadOnlyList<ViewTotal> Sums);
