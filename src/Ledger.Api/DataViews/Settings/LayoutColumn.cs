namespace Ledger.Api.DataViews.Settings;

/// <summary>A column as a person wants it.</summary>
/// <param name="Name">The column.</param>
/// <param name="Width">Its width, in pixels.</param>
internal sealed record LayoutColumn(string Name, int Width);
