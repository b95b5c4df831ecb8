namespace Ledger.Api.DataViews.Query;

/// <summary>A value that a column has in some rows.</summary>
/// <param name="Text">Its invariant text, as a filter takes it; null for no value.</param>
/// <param name="Value">The value.</param>
/// <param name="Count">In how many rows.</param>
internal sealed record ViewValue(string? Text, object? Value, long Count);
