namespace Ledger.Api.DataViews.Query;

/// <summary>What a request to a view may ask for at most.</summary>
internal static class ViewLimits
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 500;

    /// <summary>Comparisons in a filter.</summary>
    public const int Conditions = 100;

    /// <summary>How deep a filter's brackets go.</summary>
    public const int Depth = 6;

    /// <summary>Values of one comparison.</summary>
    public const int ListedValues = 1_000;

    /// <summary>Characters of a value or a search.</summary>
    public const int TextLength = 200;

    /// <summary>Words of a quick search.</summary>
    public const int SearchWords = 8;

    /// <summary>Columns to sort or group by.</summary>
    public const int SortColumns = 8;

    /// <summary>Different values offered for a filter.</summary>
    public const int DistinctValues = 200;

    /// <summary>Rows of an html page to print.</summary>
    public const int PrintedRows = 10_000;

    /// <summary>Rows chosen one by one, or left out of a choice of all.</summary>
    public const int ChosenRows = 20_000;
}
