namespace Ledger.Api.DataViews.Query;

/// <summary>Which comparisons a column takes.</summary>
internal static class FilterOperators
{
    private static readonly FilterOperator[] Words =
        [FilterOperator.Contains, FilterOperator.NotContains, FilterOperator.StartsWith, FilterOperator.EndsWith, FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.NotIn];

    private static readonly FilterOperator[] Ranges =
        [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.Lt, FilterOperator.Le, FilterOperator.Gt, FilterOperator.Ge, FilterOperator.Between];

    /// <summary>The comparisons of a column, the most usual first.</summary>
    public static IReadOnlyList<FilterOperator> Of(ViewColumn column)
    {
        IEnumerable<FilterOperator> operators = column.Type switch
        {
            ColumnType.Text => Words,
            ColumnType.Code => [.. Words, FilterOperator.Le, FilterOperator.Ge, FilterOperator.Between],
            ColumnType.Number => [.. Ranges, FilterOperator.In, FilterOperator.NotIn],
            ColumnType.Key => [FilterOperator.Eq, FilterOperator.In],
            ColumnType.Flag => [FilterOperator.Eq],
            ColumnType.Choice => [FilterOperator.In, FilterOperator.NotIn, FilterOperator.Eq, FilterOperator.Ne],
            ColumnType.Date => [FilterOperator.Between, .. Ranges.Where(o => o != FilterOperator.Between)],
            ColumnType.Moment => [FilterOperator.Between, .. Ranges.Where(o => o != FilterOperator.Between)],
            _ => Ranges,
        };
        return column switch
        {
            { IsFilterable: false } => [],
            { IsNullable: true } => [.. operators, FilterOperator.IsEmpty, FilterOperator.IsNotEmpty],
            _ => [.. operators],
        };
    }

    /// <summary>How many values a comparison takes: least and most.</summary>
    public static (int Least, int Most) Values(FilterOperator comparison) => comparison switch
    {
        FilterOperator.IsEmpty or FilterOperator.IsNotEmpty => (0, 0),
        FilterOperator.Between => (2, 2),
        FilterOperator.In or FilterOperator.NotIn => (1, ViewLimits.ListedValues),
        _ => (1, 1),
    };
}
