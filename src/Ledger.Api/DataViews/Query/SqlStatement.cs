namespace Ledger.Api.DataViews.Query;

/// <summary>A statement and the values of its placeholders <c>$1, $2, …</c>.</summary>
internal sealed record SqlStatement(string Text, IReadOnlyList<object> Values);
