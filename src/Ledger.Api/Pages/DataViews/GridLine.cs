using Ledger.Api.DataViews.Query;

namespace Ledger.Api.Pages.DataViews;

/// <summary>A line of the grid: a row, a group, or the offer to read more of either.</summary>
internal abstract record GridLine(int Level, IReadOnlyList<string?> Path)
{
    /// <summary>A row of the view.</summary>
    internal sealed record Row(int Level, IReadOnlyList<string?> Path, ViewPage Page, ViewRow Values) : GridLine(Level, Path);

    /// <summary>A group with its subtotals.</summary>
    internal sealed record Group(int Level, IReadOnlyList<string?> Path, ViewGroup By, ViewGroupRow Values, bool IsOpen) : GridLine(Level, Path);

    /// <summary>There are more groups or rows below the same parent.</summary>
    internal sealed record More(int Level, IReadOnlyList<string?> Path, int NextPage) : GridLine(Level, Path);
}
