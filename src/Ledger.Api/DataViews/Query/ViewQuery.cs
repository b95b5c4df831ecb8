namespace Ledger.Api.DataViews.Query;

/// <summary>What is asked of a view. Names of columns and values are checked when it is compiled.</summary>
internal sealed record ViewQuery
{
    /// <summary>The condition, or null for all rows of the company.</summary>
    public ViewFilter? Filter { get; init; }

    /// <summary>Words that must all be found in the searched columns, or null.</summary>
    public string? Search { get; init; }

    /// <summary>The order; the view's own when empty. The row's key breaks ties.</summary>
    public IReadOnlyList<ViewSort> Sort { get; init; } = [];

    /// <summary>The columns wanted; the visible ones when empty. Currencies of wanted amounts come with them.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The columns whose equal values are put together, the outermost first.</summary>
    public IReadOnlyList<ViewGroup> Groups { get; init; } = [];

    /// <summary>The keys of the groups opened, outermost first: only rows within them count. A null is the group of empty values.</summary>
    public IReadOnlyList<string?> Path { get; init; } = [];

    /// <summary>The rows chosen, or null when the question is not about a choice.</summary>
    public RowChoice? Choice { get; init; }

    /// <summary>The page, 0 being the first.</summary>
    public int Page { get; init; }

    /// <summary>Rows a page.</summary>
    public int PageSize { get; init; } = 50;
}
