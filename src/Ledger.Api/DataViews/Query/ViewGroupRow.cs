namespace Ledger.Api.DataViews.Query;

/// <summary>Rows with one value in common.</summary>
/// <param name="Key">The value as text, for <see cref="ViewQuery.Path"/>; null for the rows without a value.</param>
/// <param name="Value">The value; for a period its first day; null for the rows without one.</param>
/// <param name="Totals">What the rows come to.</param>
internal sealed record ViewGroupRow(string? Key, object? Value, ViewTotals Totals);
