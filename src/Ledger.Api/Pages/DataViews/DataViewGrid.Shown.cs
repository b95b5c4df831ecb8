using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Query;

namespace Ledger.Api.Pages.DataViews;

/// <summary>How the grid says what it shows.</summary>
public partial class DataViewGrid
{
    private string Heading(ViewColumn column) => _texts!.Column(_state!.View, column);

    private string GroupName(ViewGroup group) => group.Period switch
    {
        GroupPeriod.Month => T("views.ui.group.month", Heading(_state!.View.Find(group.Column)!)),
        GroupPeriod.Year => T("views.ui.group.year", Heading(_state!.View.Find(group.Column)!)),
        _ => Heading(_state!.View.Find(group.Column)!),
    };

    private string Operator(FilterOperator comparison) => T("views.ui.op." + comparison);

    private IEnumerable<ViewColumn> ChoosableColumns() => _state!.Columns.Concat(_state.View.Columns.Where(c => _state.PlaceOf(c.Name) < 0));

    private IEnumerable<ViewGroup> PossibleGroups() => _state!.View.Columns
        .Where(c => c.IsGroupable && (c.IsVisible || _state.PlaceOf(c.Name) >= 0))
        .SelectMany(c => c.Type == ColumnType.Date
            ? (ViewGroup[])[new(c.Name), new(c.Name, GroupPeriod.Month), new(c.Name, GroupPeriod.Year)]
            : [new(c.Name)])
        .Except(_state.Layout.Groups);

    // A filter on a column that is not shown would act unseen.
    private IEnumerable<(ViewColumn Column, ViewFilter.Comparison Comparison)> HiddenFilters() => _state!.Filters
        .Where(f => _state.PlaceOf(f.Key) < 0).Select(f => (_state.View.Find(f.Key)!, f.Value));

    private string Said(ViewColumn column, ViewFilter.Comparison comparison) =>
        string.Join(comparison.Operator == FilterOperator.Between ? " – " : ", ", comparison.Values.Select(v => column.Choice is not null ? _texts!.Choice(column, v) : v));

    private (bool Descending, int Number)? SortPlace(ViewColumn column)
    {
        for (var i = 0; i < _state!.Sort.Count; i++)
        {
            if (_state.Sort[i].Column == column.Name)
            {
                return (_state.Sort[i].Descending, i + 1);
            }
        }

        return null;
    }

    private string? AriaSort(ViewColumn column) => SortPlace(column) switch
    {
        null => column.IsSortable ? "none" : null,
        { Descending: true } => "descending",
        _ => "ascending",
    };

    private static string Side(ViewColumn column) => column.Align switch
    {
        ColumnAlign.Right => "dv-right",
        ColumnAlign.Center => "dv-center",
        _ => "dv-left",
    };

    private static string CellClass(ViewColumn column, object? value) =>
        value is < 0m ? Side(column) + " dv-negative" : Side(column);

    private string Shown(GridLine.Row row, int place)
    {
        var column = row.Page.Columns[place];
        var currency = column.Currency switch
        {
            null => null,
            ViewColumn.Local => LocalCurrency(),
            var name => row.Page.Value(row.Values, name) as string,
        };
        return _format!.Display(column, row.Values.Values[place], currency);
    }

    private string? LocalCurrency() => _totals?.Sums.FirstOrDefault(s => _state!.View.Find(s.Column)!.Currency == ViewColumn.Local)?.Currency;

    private bool IsHindered(GridLine.Row row) => Hindrance is { } column && row.Page.Value(row.Values, column) is not null;

    private bool IsChosen(GridLine.Row row) => CanChoose && !IsHindered(row) && _state!.Choice.Contains(row.Values.Key);

    private string? Opening(GridLine.Row row) => _state!.View.Actions.FirstOrDefault(a => a.IsOpening && Person.May(a.Policy))
        ?.For(name => ValueReader.Invariant(row.Page.Value(row.Values, name)))?.TrimStart('/');

    private List<(string Title, string Address, bool IsFile)> Links(GridLine.Row row) =>
    [
        .. _state!.View.Actions.Where(a => Person.May(a.Policy))
            .Select(a => (Title: _texts!.Action(a), Address: a.For(name => ValueReader.Invariant(row.Page.Value(row.Values, name)))))
            .Where(a => a.Address is not null)
            .Select(a => (a.Title, a.Address!.TrimStart('/'), a.Address.StartsWith("/api/", StringComparison.Ordinal))),
    ];

    private IEnumerable<string> TotalCurrencies()
    {
        var currencies = _totals!.Sums.Where(s => _state!.PlaceOf(s.Column) >= 0).Select(s => s.Currency).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return currencies.Count > 0 ? currencies : _totals.Sums.Any(s => s.Currency is null && _state!.PlaceOf(s.Column) >= 0) ? [string.Empty] : [];
    }

    private string? Total(ViewTotals totals, ViewColumn column, string currency)
    {
        var isFirst = TotalCurrencies().First() == currency;
        return totals.Sums.FirstOrDefault(s => s.Column == column.Name && (s.Currency == currency || (s.Currency is null && isFirst))) is { } sum
            ? _format!.Total(column, sum)
            : null;
    }

    private bool HasSeveralCurrencies(ViewColumn column) => _totals is null || _totals.Sums.Count(s => s.Column == column.Name) > 1;

    private int FirstTotalled()
    {
        var first = _state!.Columns.ToList().FindIndex(c => c.IsTotalled);
        return first switch { < 0 => _state.Columns.Count, 0 => 1, _ => first };
    }
}
