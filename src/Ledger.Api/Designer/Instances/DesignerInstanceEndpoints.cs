using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Instances;

/// <summary>Instances as the studio's list and viewer show them (features.md W8, elsa-api.md §9). An instance of another company does not exist.</summary>
internal static class DesignerInstanceEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapPost("/workflow-instances", ListAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-instances/{id}", GetAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-instances/{id}/execution-state", StandingAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/workflow-instances/{id}/variables", VariablesAsync).RequireAuthorization(Policies.Reads);
        DesignerJournalEndpoints.Map(designer);
        DesignerInstanceActions.Map(designer);
    }

    /// <summary>The key of an instance as the studio names it.</summary>
    /// <exception cref="RequestRefusedException"><c>instance.not-found</c>.</exception>
    public static long IdOf(string? text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? id
            : throw NotFound(text);

    /// <summary>What a caller is told of an instance that the company has not.</summary>
    public static RequestRefusedException NotFound(string? id) => new(404, "instance.not-found", $"There is no instance {id}.", id);

    private static async Task<DesignerAnswer<PagedView<InstanceListView>>> ListAsync(
        InstanceBody<InstanceListRequest> body, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken)
    {
        var request = body.Value;
        if (request.IsSystem == true)
        {
            return new(new PagedView<InstanceListView>([], 0)); // Ledger has no hidden instances.
        }

        var page = await instances.ListAsync(request.Query(caller.Company), request.Paging(), cancellationToken);
        return new(new PagedView<InstanceListView>([.. page.Items.Select(InstanceListView.Of)], page.TotalCount));
    }

    private static async Task<DesignerAnswer<InstanceView>> GetAsync(
        string id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken) =>
        new(InstanceView.Of(await FindAsync(instances, caller, id, cancellationToken)));

    private static async Task<DesignerAnswer<ExecutionStateView>> StandingAsync(
        string id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken)
    {
        var standing = await instances.StandingAsync(caller.Company, IdOf(id), cancellationToken) ?? throw NotFound(id);
        return new(new ExecutionStateView(InstanceStatuses.Of(standing.SubStatus), standing.SubStatus, standing.UpdatedAt));
    }

    private static async Task<DesignerAnswer<ListView<VariableView>>> VariablesAsync(
        string id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken)
    {
        var detail = await FindAsync(instances, caller, id, cancellationToken);
        return new(new ListView<VariableView>([.. detail.Variables.Select(v => new VariableView(v.Id, v.Name, v.Value))]));
    }

    private static async Task<InstanceDetail> FindAsync(
        IInstanceQueries instances, Caller caller, string id, CancellationToken cancellationToken) =>
        await instances.FindAsync(caller.Company, IdOf(id), cancellationToken) ?? throw NotFound(id);
}
