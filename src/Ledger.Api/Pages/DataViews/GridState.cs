using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Query;
using Ledger.Api.DataViews.Settings;

namespace Ledger.Api.Pages.DataViews;

/// <summary>What a person has asked of a grid: columns, order, groups, filters, page, choice. Knows nothing of how it is shown.</summary>
public sealed class GridState
{
    internal GridState(DataView view, ViewLayout layout, ViewFilter? given)
    {
        View = view;
        Layout = layout;
        Given = given;
    }

    internal DataView View { get; }

    internal ViewLayout Layout { get; set; }

    /// <summary>The condition of the page around the grid, which a person cannot take away.</summary>
    internal ViewFilter? Given { get; }

    /// <summary>A column whose value says why a row cannot be chosen; null when all rows can.</summary>
    internal string? Hindrance { get; set; }

    /// <summary>The comparisons asked for, one a column.</summary>
    internal Dictionary<string, ViewFilter.Comparison> Filters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A condition with brackets, from an address or a kept filter, that the filter row cannot show.</summary>
    internal ViewFilter? Further { get; set; }

    internal string Search { get; set; } = string.Empty;

    internal int Page { get; set; }

    internal RowChoice Choice { get; set; } = RowChoice.None;

    internal bool IsFiltered => Filters.Count > 0 || Further is not null || Search.Length > 0;

    internal IReadOnlyList<ViewColumn> Columns => [.. Layout.Columns.Select(c => View.Find(c.Name)).OfType<ViewColumn>()];

    internal IReadOnlyList<ViewSort> Sort => Layout.Sort.Count == 0 ? View.Order : Layout.Sort;

    /// <summary>The question for a page of rows, below the groups of <paramref name="path"/>.</summary>
    internal ViewQuery Query(IReadOnlyList<string?>? path = null, int? page = null) => new()
    {
        Filter = ViewFilter.And([Given, Filter]),
        Search = Search,
        Sort = Layout.Sort,
        Columns = [.. Layout.Columns.Select(c => c.Name), .. Hindrance is null || PlaceOf(Hindrance) >= 0 ? [] : (string[])[Hindrance]],
        Groups = Layout.Groups,
        Path = path ?? [],
        Page = page ?? Page,
        PageSize = Layout.PageSize,
    };

    /// <summary>The question about what is chosen: all that the filter finds less some, or some, wherever they are now.</summary>
    internal ViewQuery ChosenQuery()
    {
        var query = Choice.IsAll ? Query() with { Choice = Choice } : new ViewQuery { Filter = Given, Choice = Choice };
        return Hindrance is null ? query : query with { Filter = ViewFilter.And(query.Filter, new ViewFilter.Comparison(Hindrance, FilterOperator.IsEmpty, [])) };
    }

    /// <summary>What a person filters by, without what the page around gives.</summary>
    internal ViewFilter? Filter => ViewFilter.And([.. Filters.Values, Further]);

    internal void SetFilter(string column, ViewFilter.Comparison? comparison)
    {
        if (comparison is null)
        {
            Filters.Remove(column);
        }
        else
        {
            Filters[column] = comparison;
        }

        Restart();
    }

    /// <summary>Takes a condition apart into the filter row; what does not fit there is kept as it is.</summary>
    internal void Take(ViewFilter? filter, string? search)
    {
        Filters.Clear();
        Further = null;
        Search = search ?? string.Empty;
        var rest = new List<ViewFilter>();
        foreach (var part in filter is ViewFilter.All all ? all.Parts : filter is null ? [] : [filter])
        {
            if (part is not ViewFilter.Comparison comparison || View.Find(comparison.Column) is not { } column || !Filters.TryAdd(column.Name, comparison))
            {
                rest.Add(part);
            }
        }

        Further = ViewFilter.And(rest);
        Restart();
    }

    /// <summary>Sorts by a column: ascending, descending, no longer. With <paramref name="adds"/> behind the columns already sorted by.</summary>
    internal void SortBy(string column, bool adds)
    {
        var asked = Layout.Sort.FirstOrDefault(s => s.Column == column);
        var next = asked switch { null => new ViewSort(column), { Descending: false } => new ViewSort(column, true), _ => null };
        var others = adds ? Layout.Sort.Where(s => s.Column != column) : [];
        var kept = adds && asked is not null && next is not null
            ? Layout.Sort.Select(s => s.Column == column ? next : s)
            : [.. others, .. next is null ? [] : (ViewSort[])[next]];
        Layout = Layout with { Sort = [.. kept.Take(ViewLimits.SortColumns)] };
        Page = 0;
    }

    /// <summary>Puts a column to a place among the shown ones.</summary>
    internal void Move(string column, int to)
    {
        var columns = Layout.Columns.ToList();
        var from = columns.FindIndex(c => c.Name == column);
        if (from < 0)
        {
            return;
        }

        var moved = columns[from];
        columns.RemoveAt(from);
        columns.Insert(Math.Clamp(to, 0, columns.Count), moved);
        Layout = Layout with { Columns = columns };
    }

    internal int PlaceOf(string column) => Layout.Columns.ToList().FindIndex(c => c.Name == column);

    /// <summary>Shows a column or hides it; the last one stays.</summary>
    internal void Show(string column, bool isShown)
    {
        if (View.Find(column) is not { } found)
        {
            return;
        }

        var others = Layout.Columns.Where(c => c.Name != found.Name).ToList();
        if (isShown && others.Count == Layout.Columns.Count)
        {
            // Where the description has it: before the first shown column that stands behind it there.
            var order = View.Columns.Select(c => c.Name).ToList();
            var place = others.FindIndex(c => order.IndexOf(c.Name) > order.IndexOf(found.Name));
            others.Insert(place < 0 ? others.Count : place, new LayoutColumn(found.Name, found.Width));
            Layout = Layout with { Columns = others };
        }
        else if (!isShown && others.Count > 0)
        {
            Layout = Layout with { Columns = others };
        }
    }

    internal void Widen(string column, int width) => Layout = Layout with
    {
        Columns = [.. Layout.Columns.Select(c => c.Name == column ? c with { Width = Math.Clamp(width, ViewLayout.WidthMin, ViewLayout.WidthMax) } : c)],
    };

    internal void GroupBy(ViewGroup group, bool isGrouped)
    {
        var others = Layout.Groups.Where(g => g != group).ToList();
        if (isGrouped && others.Count < ViewLimits.SortColumns)
        {
            others.Add(group);
        }

        Layout = Layout with { Groups = others };
        Page = 0;
    }

    internal void Choose(string key, bool isChosen)
    {
        var choice = Choice.With(key, isChosen);
        Choice = choice.Keys.Count > ViewLimits.ChosenRows ? Choice : choice;
    }

    /// <summary>The address of an export of what is seen.</summary>
    internal string ExportAddress(string format)
    {
        var query = new List<string> { "format=" + format, "columns=" + Uri.EscapeDataString(string.Join(',', Layout.Columns.Select(c => c.Name))) };
        Add("sort", string.Join(',', Layout.Sort));
        Add("group", string.Join(',', Layout.Groups));
        Add("search", Search);
        Add("filter", ViewFilter.And([Given, Filter]) is { } filter ? FilterJson.Write(filter).ToJsonString() : string.Empty);
        return $"api/views/{View.Key}/export?{string.Join('&', query)}";

        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                query.Add(name + "=" + Uri.EscapeDataString(value));
            }
        }
    }

    /// <summary>The invariant text of what a person typed into a filter; null when it cannot be meant.</summary>
    internal static string? Typed(ViewColumn column, string text, CultureInfo culture) => column.Type switch
    {
        ColumnType.Amount or ColumnType.Rate => decimal.TryParse(text, NumberStyles.Number, culture, out var amount) ? amount.ToString(CultureInfo.InvariantCulture) : null,
        ColumnType.Number or ColumnType.Key => long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, culture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
        _ => text,
    };

    // What was chosen as "all" meant all of the filter as it was.
    private void Restart()
    {
        Page = 0;
        if (Choice.IsAll)
        {
            Choice = RowChoice.None;
        }
    }
}
