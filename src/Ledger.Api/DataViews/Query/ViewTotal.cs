namespace Ledger.Api.DataViews.Query;

/// <summary>The exact sum of a column over some rows, in one currency.</summary>
/// <param name="Column">The column.</param>
/// <param name="Currency">The currency, or null for what is no money. Currencies are never added together.</param>
/// <param name="Value">The sum.</param>
public sealed record ViewTotal(string Column, string? Currency, decimal Value);
