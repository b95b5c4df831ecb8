namespace Ledger.Api.DataViews.Query;

/// <summary>A row of a page.</summary>
/// <param name="Key">Names the row in the view, for choices and links.</param>
/// <param name="Values">The values, in the order of <see cref="ViewPage.Columns"/>; see <see cref="ValueReader.Read"/> for their types.</param>
internal sealed record ViewRow(string Key, IReadOnlyList<object?> Values);
