using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Settings;

/// <summary>How a person wants to see a view.</summary>
/// <param name="Columns">The columns shown, in order, with their widths in pixels.</param>
/// <param name="Sort">The order; empty for the view's own.</param>
/// <param name="Groups">The groups; empty for none.</param>
/// <param name="PageSize">Rows a page.</param>
internal sealed record ViewLayout(IReadOnlyList<LayoutColumn> Columns, IReadOnlyList<ViewSort> Sort, IReadOnlyList<ViewGroup> Groups, int PageSize)
{
    /// <summary>Rows a page before a person chooses.</summary>
    public const int UsualPageSize = 50;

    /// <summary>The narrowest column, in pixels.</summary>
    public const int WidthMin = 40;

    /// <summary>The widest.</summary>
    public const int WidthMax = 1_200;

    /// <summary>The view as it comes.</summary>
    public static ViewLayout Of(DataView view) => new(
        [.. view.Columns.Where(c => c.IsVisible).Select(c => new LayoutColumn(c.Name, c.Width))], [], view.Groups, UsualPageSize);
}
