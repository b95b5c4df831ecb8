using Ledger.Api.DataViews.Query;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Texts;

namespace Ledger.Api.DataViews.Http;

/// <summary>The registered views over HTTP (features.md Q7).</summary>
internal static class DataViewEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/views").WithTags("views");
        group.MapGet("/", List).RequireAuthorization(Policies.Reads).WithSummary("The views that the caller may see.");
        group.MapGet("/{key}", PageAsync).RequireAuthorization(Policies.Reads).WithSummary("A page of a view; totals=true adds the totals of all its rows.").WithDescription(ViewRequest.Help);
        group.MapGet("/{key}/description", Describe).RequireAuthorization(Policies.Reads).WithSummary("The columns of a view, their filters and texts.");
        group.MapGet("/{key}/totals", TotalsAsync).RequireAuthorization(Policies.Reads).WithSummary("What all rows of the filter come to, by currency.").WithDescription(ViewRequest.Help);
        group.MapGet("/{key}/groups", GroupsAsync).RequireAuthorization(Policies.Reads).WithSummary("The groups of a level with subtotals.").WithDescription(ViewRequest.Help);
        group.MapGet("/{key}/values/{column}", ValuesAsync).RequireAuthorization(Policies.Reads).WithSummary("The different values of a column in the rows of the filter, the most frequent first.");
    }

    private static Answer<List<ViewListItem>> List(Caller caller, HttpContext http, DataViewRegistry views, MessageCatalog catalog)
    {
        var texts = new ViewTexts(catalog, Language.Of(http));
        return new([.. views.Of(caller).Select(v => new ViewListItem(v.Key, texts.Title(v), v.Module, texts.Module(v)))]);
    }

    private static async Task<Answer<ViewPageAnswer>> PageAsync(
        string key, Caller caller, HttpContext http, DataViewRegistry views, ViewReader reader, MessageCatalog catalog, CancellationToken cancellationToken)
    {
        var view = views.For(caller, key);
        var query = ViewRequest.Read(http.Request.Query);
        var page = await reader.PageAsync(view, caller.Company, query, null, cancellationToken);
        var totals = bool.TryParse(http.Request.Query["totals"], out var wanted) && wanted
            ? await reader.TotalsAsync(view, caller.Company, query, cancellationToken)
            : null;
        var format = new ViewFormat(new ViewTexts(catalog, Language.Of(http)));
        return new(new ViewPageAnswer(
            view.Key, query.Page, query.PageSize, page.TotalCount, [.. page.Columns.Select(c => c.Name)],
            [.. page.Rows.Select(r => Row(page, r, format))], totals));
    }

    private static Answer<ViewDescription> Describe(string key, Caller caller, HttpContext http, DataViewRegistry views, MessageCatalog catalog)
    {
        var view = views.For(caller, key);
        var texts = new ViewTexts(catalog, Language.Of(http));
        return new(new ViewDescription(
            view.Key, texts.Title(view), view.Module, texts.Module(view), texts.Empty(view), [.. view.Order.Select(s => s.ToString())],
            [.. view.Groups.Select(g => g.ToString())], [.. view.Columns.Select(c => Column(view, c, texts))],
            [.. view.Actions.Where(a => DataViewRegistry.Has(caller, a.Policy)).Select(a => new ViewActionDescription(a.Key, texts.Action(a), a.Link))]));
    }

    private static async Task<Answer<ViewTotals>> TotalsAsync(
        string key, Caller caller, HttpContext http, DataViewRegistry views, ViewReader reader, CancellationToken cancellationToken) =>
        new(await reader.TotalsAsync(views.For(caller, key), caller.Company, ViewRequest.Read(http.Request.Query), cancellationToken));

    private static async Task<Answer<ViewGroupsAnswer>> GroupsAsync(
        string key, Caller caller, HttpContext http, DataViewRegistry views, ViewReader reader, MessageCatalog catalog, CancellationToken cancellationToken)
    {
        var view = views.For(caller, key);
        var query = ViewRequest.Read(http.Request.Query);
        if (query.Page is < 0 or > 1_000_000 || query.PageSize is < 1 or > ViewLimits.PageSize)
        {
            throw new RequestRefusedException(400, "page.size", $"The page size lies outside 1 to {ViewLimits.PageSize}.", ViewLimits.PageSize) { Field = "pageSize" };
        }

        var found = await reader.GroupsAsync(view, caller.Company, query, query.Page * query.PageSize, query.PageSize, cancellationToken);
        var group = query.Groups[query.Path.Count];
        var format = new ViewFormat(new ViewTexts(catalog, Language.Of(http)));
        return new(new ViewGroupsAnswer(
            view.Key, group.ToString(),
            [.. found.Groups.Select(g => new ViewGroupAnswer(g.Key, format.Group(view.Find(group.Column)!, group.Period, g.Value), g.Totals.Count, g.Totals.Sums))],
            found.HasMore));
    }

    private static async Task<Answer<List<ViewValueAnswer>>> ValuesAsync(
        string key, string column, string? text, Caller caller, HttpContext http, DataViewRegistry views, ViewReader reader, MessageCatalog catalog,
        CancellationToken cancellationToken)
    {
        var view = views.For(caller, key);
        var values = await reader.ValuesAsync(view, caller.Company, ViewRequest.Read(http.Request.Query), column, text, cancellationToken);
        var format = new ViewFormat(new ViewTexts(catalog, Language.Of(http)));
        return new([.. values.Select(v => new ViewValueAnswer(v.Text, format.Display(view.Find(column)!, v.Value), v.Count))]);
    }

    private static ViewColumnDescription Column(DataView view, ViewColumn column, ViewTexts texts) => new(
        column.Name, texts.Column(view, column), column.Type, column.Currency == ViewColumn.Local ? "local" : column.Currency, column.Width, column.Align,
        column.IsVisible, column.IsSortable, column.IsGroupable, column.IsTotalled, column.IsSearched, FilterOperators.Of(column),
        column.Choice is null ? null : Enum.GetNames(column.Choice).ToDictionary(n => n, n => texts.Choice(column, n)));

    private static Dictionary<string, object?> Row(ViewPage page, ViewRow row, ViewFormat format)
    {
        var values = new Dictionary<string, object?>(page.Columns.Count + 1) { ["rowKey"] = row.Key };
        for (var i = 0; i < page.Columns.Count; i++)
        {
            values[page.Columns[i].Name] = row.Values[i] is string message && page.Columns[i].Type == ColumnType.Message
                ? format.Message(message)
                : row.Values[i];
        }

        return values;
    }
}
