namespace Ledger.Api.DataViews.Query;

/// <summary>A page of a view.</summary>
/// <param name="Columns">The columns asked for, and behind them the currencies of their amounts and what links need.</param>
/// <param name="Rows">The rows.</param>
/// <param name="TotalCount">How many rows the filter finds.</param>
internal sealed record ViewPage(IReadOnlyList<ViewColumn> Columns, IReadOnlyList<ViewRow> Rows, long TotalCount)
{
    /// <summary>The value of a column in a row; null when it is empty or was not asked for.</summary>
    public object? Value(ViewRow row, string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name.Equals(column, StringComparison.OrdinalIgnoreCase))
            {
                return row.Values[i];
            }
        }

        return null;
    }
}
