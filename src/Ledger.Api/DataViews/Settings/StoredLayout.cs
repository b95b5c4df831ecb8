namespace Ledger.Api.DataViews.Settings;

/// <summary>A layout as it is stored, by names: what a later version no longer has is left out when it is read.</summary>
/// <param name="Columns">The columns shown.</param>
/// <param name="Known">All columns there were: one that came later is shown as its view says.</param>
/// <param name="Sort">The order.</param>
/// <param name="Groups">The groups.</param>
/// <param name="PageSize">Rows a page.</param>
internal sealed record StoredLayout(
    IReadOnlyList<LayoutColumn>? Columns, IReadOnlyList<string>? Known, IReadOnlyList<string>? Sort, IReadOnlyList<string>? Groups, int PageSize);
