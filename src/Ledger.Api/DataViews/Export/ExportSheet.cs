using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Export;

/// <summary>What the writers know of an export.</summary>
/// <param name="View">The view.</param>
/// <param name="Columns">The columns written, in order.</param>
/// <param name="Texts">Titles and choices in the reader's language.</param>
/// <param name="Format">How values are said.</param>
/// <param name="LocalCurrency">The currency of local amounts.</param>
/// <param name="Subtitle">Company, day, person and filter: what a printed page must say of itself.</param>
internal sealed record ExportSheet(
    DataView View, IReadOnlyList<ViewColumn> Columns, ViewTexts Texts, ViewFormat Format, string LocalCurrency, string Subtitle)
{
    private readonly int[] _currencies = [.. Columns.Select(c => string.IsNullOrEmpty(c.Currency) ? -1 : IndexOf(Columns, c.Currency))];

    /// <summary>The title.</summary>
    public string Title => Texts.Title(View);

    /// <summary>The currency of an amount of a row.</summary>
    public string? Currency(int column, IReadOnlyList<object?> values) =>
        Columns[column].Currency == ViewColumn.Local ? LocalCurrency : _currencies[column] < 0 ? null : values[_currencies[column]] as string;

    private static int IndexOf(IReadOnlyList<ViewColumn> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
