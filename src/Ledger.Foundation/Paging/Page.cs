namespace Ledger.Foundation.Paging;

/// <summary>One page of a list and the number of rows of the whole list.</summary>
/// <param name="Items">The rows of the page.</param>
/// <param name="TotalCount">How many rows the filter matches in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalCount);
