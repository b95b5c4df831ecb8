using System.Text.Json.Nodes;
using Ledger.Api.DataViews.Query;
using Ledger.Api.DataViews.Settings;
using Ledger.Api.Http;
using Ledger.Api.Identity;

namespace Ledger.Api.DataViews.Http;

/// <summary>What the caller keeps of a view.</summary>
internal static class ViewSettingsEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/views/{key}").WithTags("views");
        group.MapGet("/layout", LayoutAsync).RequireAuthorization(Policies.Reads).WithSummary("The caller's columns, order, groups and page size.");
        group.MapPut("/layout", SaveLayoutAsync).RequireAuthorization(Policies.Reads).WithSummary("Keeps them.");
        group.MapDelete("/layout", ResetLayoutAsync).RequireAuthorization(Policies.Reads).WithSummary("Goes back to the view as it comes.");
        group.MapGet("/filters", FiltersAsync).RequireAuthorization(Policies.Reads).WithSummary("The caller's filters, by name.");
        group.MapPut("/filters/{name}", SaveFilterAsync).RequireAuthorization(Policies.Reads).WithSummary("Keeps a filter under a name.");
        group.MapDelete("/filters/{name}", DeleteFilterAsync).RequireAuthorization(Policies.Reads).WithSummary("Forgets a filter.");
    }

    private static async Task<Answer<LayoutAnswer>> LayoutAsync(string key, Caller caller, DataViewRegistry views, ViewSettings settings) =>
        new(Answer(await settings.LayoutAsync(views.For(caller, key), caller.UserId)));

    private static async Task<Answer<LayoutAnswer>> SaveLayoutAsync(string key, LayoutAnswer layout, Caller caller, DataViewRegistry views, ViewSettings settings) =>
        new(Answer(await settings.SaveLayoutAsync(views.For(caller, key), caller.UserId, Layout(layout))));

    private static async Task<Answer<LayoutAnswer>> ResetLayoutAsync(string key, Caller caller, DataViewRegistry views, ViewSettings settings) =>
        new(Answer(await settings.ResetLayoutAsync(views.For(caller, key), caller.UserId)));

    private static async Task<Answer<List<FilterAnswer>>> FiltersAsync(string key, Caller caller, DataViewRegistry views, ViewSettings settings) =>
        new([.. (await settings.FiltersAsync(views.For(caller, key), caller.UserId)).Select(Answer)]);

    private static async Task<Answer<FilterAnswer>> SaveFilterAsync(
        string key, string name, FilterRequest request, Caller caller, DataViewRegistry views, ViewSettings settings) =>
        new(Answer(await settings.SaveFilterAsync(
            views.For(caller, key), caller.UserId, new SavedViewFilter(name, request.Filter is null ? null : FilterJson.Read(request.Filter), request.Search))));

    private static async Task<Answer<Done>> DeleteFilterAsync(string key, string name, Caller caller, DataViewRegistry views, ViewSettings settings)
    {
        await settings.DeleteFilterAsync(views.For(caller, key), caller.UserId, name);
        return new(Done.Value);
    }

    private static LayoutAnswer Answer(ViewLayout layout) =>
        new(layout.Columns, [.. layout.Sort.Select(s => s.ToString())], [.. layout.Groups.Select(g => g.ToString())], layout.PageSize);

    private static ViewLayout Layout(LayoutAnswer layout) => new(
        layout.Columns ?? [], [.. (layout.Sort ?? []).Select(ViewSort.Parse)],
        [.. (layout.Groups ?? []).Select(g => ViewGroup.Parse(g) ?? throw ViewRequest.Malformed("groups"))], layout.PageSize);

    private static FilterAnswer Answer(SavedViewFilter filter) =>
        new(filter.Name, filter.Filter is null ? null : FilterJson.Write(filter.Filter), filter.Search);
}

/// <summary>How a person wants to see a view.</summary>
internal sealed record LayoutAnswer(IReadOnlyList<LayoutColumn>? Columns, IReadOnlyList<string>? Sort, IReadOnlyList<string>? Groups, int PageSize);

/// <summary>A filter under a name.</summary>
internal sealed record FilterAnswer(string Name, JsonNode? Filter, string? Search);

/// <summary>A filter to be kept.</summary>
internal sealed record FilterRequest(JsonNode? Filter, string? Search);
