using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Http;
using Ledger.Foundation;

namespace Ledger.Api.DataViews.Settings;

/// <summary>What each person keeps of each view: columns, order, widths, groups, page size, and filters under names.</summary>
internal sealed class ViewSettings(LedgerDatabase database)
{
    /// <summary>Characters of a filter's name.</summary>
    public const int NameLength = 100;

    /// <summary>Filters of a person in a view.</summary>
    public const int FiltersMax = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The person's layout; the view's own when none is kept. Names that are gone are left out, new visible columns come last.</summary>
    public async Task<ViewLayout> LayoutAsync(DataView view, long userId)
    {
        var rows = await database.QueryAsync("select json from view_layouts where user_id = $1 and view_key = $2", row => row.GetString(0), userId, view.Key);
        return rows.Count == 0 ? ViewLayout.Of(view) : Read(view, rows[0]);
    }

    /// <summary>Keeps a layout.</summary>
    /// <exception cref="RequestRefusedException"><c>view.settings</c>, naming the setting.</exception>
    public async Task<ViewLayout> SaveLayoutAsync(DataView view, long userId, ViewLayout layout)
    {
        Check(view, layout);
        var stored = JsonSerializer.Serialize(
            new StoredLayout(
                layout.Columns, [.. view.Columns.Select(c => c.Name)], [.. layout.Sort.Select(s => s.ToString())], [.. layout.Groups.Select(g => g.ToString())], layout.PageSize),
            Json);
        await database.WriteAsync(tx => tx.ExecuteAsync(
            """
            insert into view_layouts (id, user_id, view_key, json) values ($1, $2, $3, $4)
            on conflict (user_id, view_key) do update set json = $4
            """,
            tx.Database.Ids.Next(), userId, view.Key, stored));
        return layout;
    }

    /// <summary>Forgets the person's layout.</summary>
    public async Task<ViewLayout> ResetLayoutAsync(DataView view, long userId)
    {
        await database.WriteAsync(tx => tx.ExecuteAsync("delete from view_layouts where user_id = $1 and view_key = $2", userId, view.Key));
        return ViewLayout.Of(view);
    }

    /// <summary>The person's filters, by name. One whose columns are gone is left out, as it would find other rows than it says.</summary>
    public async Task<IReadOnlyList<SavedViewFilter>> FiltersAsync(DataView view, long userId)
    {
        var rows = await database.QueryAsync(
            "select name, json from view_filters where user_id = $1 and view_key = $2 order by name",
            row => (Name: row.GetString(0), Json: row.GetString(1)), userId, view.Key);
        return [.. rows.Select(r => ReadFilter(r.Name, r.Json)).Where(f => f.Filter is null || Names(f.Filter).All(n => view.Find(n) is not null))];
    }

    /// <summary>Keeps a filter under its name, in place of another of that name.</summary>
    /// <exception cref="RequestRefusedException"><c>view.filter-name</c>, <c>view.filters-too-many</c>, and the codes of a filter.</exception>
    public async Task<SavedViewFilter> SaveFilterAsync(DataView view, long userId, SavedViewFilter filter)
    {
        var kept = filter with { Name = filter.Name.Trim() };
        if (kept.Name.Length is 0 or > NameLength)
        {
            throw new RequestRefusedException(400, "view.filter-name", "The name is empty or too long.", NameLength) { Field = "name" };
        }

        var context = new ViewContext(0, "CLP", TimeZoneInfo.Utc, DateOnly.FromDateTime(database.Clock.GetUtcNow().UtcDateTime));
        _ = new ViewCompiler(view, database.Kind, context).Count(new ViewQuery { Filter = kept.Filter, Search = kept.Search });
        var json = new JsonObject { ["filter"] = kept.Filter is null ? null : FilterJson.Write(kept.Filter), ["search"] = kept.Search }.ToJsonString();
        await database.WriteAsync(async tx =>
        {
            var others = await tx.QueryFirstAsync(
                "select count(*) from view_filters where user_id = $1 and view_key = $2 and name <> $3", row => row.GetInt64(0), userId, view.Key, kept.Name);
            if (others >= FiltersMax)
            {
                throw new RequestRefusedException(422, "view.filters-too-many", "The person keeps as many filters as may be.", FiltersMax);
            }

            await tx.ExecuteAsync(
                """
                insert into view_filters (id, user_id, view_key, name, json) values ($1, $2, $3, $4, $5)
                on conflict (user_id, view_key, name) do update set json = $5
                """,
                tx.Database.Ids.Next(), userId, view.Key, kept.Name, json);
        });
        return kept;
    }

    /// <summary>Forgets a filter.</summary>
    /// <exception cref="RequestRefusedException"><c>view.filter-not-found</c>.</exception>
    public async Task DeleteFilterAsync(DataView view, long userId, string name)
    {
        var gone = 0;
        await database.WriteAsync(async tx => gone = await tx.ExecuteAsync(
            "delete from view_filters where user_id = $1 and view_key = $2 and name = $3", userId, view.Key, name));
        if (gone == 0)
        {
            throw new RequestRefusedException(404, "view.filter-not-found", "There is no such filter.", name.Length > NameLength ? name[..NameLength] : name);
        }
    }

    private static ViewLayout Read(DataView view, string json)
    {
        var stored = JsonSerializer.Deserialize<StoredLayout>(json, Json)!;
        var columns = (stored.Columns ?? []).Where(c => view.Find(c.Name) is not null).DistinctBy(c => c.Name).ToList();
        if (columns.Count == 0)
        {
            return ViewLayout.Of(view);
        }

        var known = (stored.Known ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        columns.AddRange(view.Columns.Where(c => c.IsVisible && !known.Contains(c.Name)).Select(c => new LayoutColumn(c.Name, c.Width)));
        return new ViewLayout(
            columns,
            [.. (stored.Sort ?? []).Select(ViewSort.Parse).Where(s => view.Find(s.Column) is { IsSortable: true })],
            [.. (stored.Groups ?? []).Select(ViewGroup.Parse).OfType<ViewGroup>().Where(g => view.Find(g.Column) is { IsGroupable: true })],
            Math.Clamp(stored.PageSize, 1, ViewLimits.PageSize));
    }

    private static void Check(DataView view, ViewLayout layout)
    {
        Demand(layout.Columns.Count > 0 && layout.Columns.All(c => view.Find(c.Name) is not null && c.Width is >= ViewLayout.WidthMin and <= ViewLayout.WidthMax), "columns");
        Demand(layout.Columns.DistinctBy(c => c.Name.ToUpperInvariant()).Count() == layout.Columns.Count, "columns");
        Demand(layout.Sort.Count <= ViewLimits.SortColumns && layout.Sort.All(s => view.Find(s.Column) is { IsSortable: true }), "sort");
        Demand(layout.Groups.Count <= ViewLimits.SortColumns && layout.Groups.All(g => view.Find(g.Column) is { IsGroupable: true }), "groups");
        Demand(layout.PageSize is >= 1 and <= ViewLimits.PageSize, "pageSize");
    }

    private static void Demand(bool holds, string setting)
    {
        if (!holds)
        {
            throw new RequestRefusedException(400, "view.settings", $"The setting {setting} does not fit the view.", setting) { Field = setting };
        }
    }

    private static SavedViewFilter ReadFilter(string name, string json)
    {
        var stored = JsonNode.Parse(json)!;
        return new SavedViewFilter(name, stored["filter"] is { } filter ? FilterJson.Read(filter) : null, stored["search"]?.GetValue<string>());
    }

    private static IEnumerable<string> Names(ViewFilter filter) => filter switch
    {
        ViewFilter.All all => all.Parts.SelectMany(Names),
        ViewFilter.Any any => any.Parts.SelectMany(Names),
        ViewFilter.Comparison comparison => [comparison.Column],
        _ => [],
    };
}
