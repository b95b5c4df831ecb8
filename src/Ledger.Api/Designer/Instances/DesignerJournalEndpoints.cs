using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Designer.Instances;

/// <summary>What happened in an instance, for the studio's viewer: journal, badges, executions, call stack (elsa-api.md §9.4 to §9.6).</summary>
internal static class DesignerJournalEndpoints
{
    private const int TakeMax = 1_000;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder designer)
    {
        designer.MapGet("/workflow-instances/{id}/journal", JournalAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/workflow-instances/{id}/journal", FilteredJournalAsync).RequireAuthorization(Policies.Reads);
        designer.MapPost("/activity-executions/report", ReportAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/activity-executions/list", ListAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/activity-execution-summaries/list", SummariesAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/activity-executions/by-id", GetAsync).RequireAuthorization(Policies.Reads);
        designer.MapGet("/activity-executions/{id}/call-stack", CallStackAsync).RequireAuthorization(Policies.Reads);
    }

    private static Task<DesignerAnswer<PagedView<JournalView>>> JournalAsync(
        string id, int? skip, int? take, Caller caller, [FromServices] IInstanceJournal journal, CancellationToken cancellationToken) =>
        PageAsync(id, skip, take, new JournalFilter(), caller, journal, cancellationToken);

    private static Task<DesignerAnswer<PagedView<JournalView>>> FilteredJournalAsync(
        string id, int? skip, int? take, InstanceBody<JournalRequest> body, Caller caller, [FromServices] IInstanceJournal journal,
        CancellationToken cancellationToken) =>
        PageAsync(id, skip, take, body.Value.Filter ?? new JournalFilter(), caller, journal, cancellationToken);

    private static async Task<DesignerAnswer<PagedView<JournalView>>> PageAsync(
        string id, int? skip, int? take, JournalFilter filter, Caller caller, IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var instanceId = DesignerInstanceEndpoints.IdOf(id);
        var query = new JournalQuery
        {
            NodeIds = filter.ActivityNodeIds,
            ActivityIds = filter.ActivityIds,
            ExcludedTypes = filter.ExcludedActivityTypes,
            EventNames = filter.EventNames is { Count: > 0 } ? filter.EventNames : null,
            Skip = Math.Max(0, skip ?? 0),
            Take = Math.Clamp(take ?? 100, 0, TakeMax),
        };
        var page = await journal.PageAsync(caller.Company, instanceId, query, cancellationToken) ?? throw DesignerInstanceEndpoints.NotFound(id);
        return new(new PagedView<JournalView>([.. page.Items.Select(e => JournalView.Of(instanceId, e))], page.TotalCount));
    }

    private static async Task<DesignerAnswer<ReportView>> ReportAsync(
        InstanceBody<ReportRequest> body, Caller caller, [FromServices] IInstanceJournal journal, CancellationToken cancellationToken)
    {
        var id = body.Value.WorkflowInstanceId;
        var nodes = await journal.ReportAsync(caller.Company, DesignerInstanceEndpoints.IdOf(id), body.Value.ActivityNodeIds, cancellationToken)
            ?? throw DesignerInstanceEndpoints.NotFound(id);
        return new(new ReportView([.. nodes.Select(StatsView.Of)]));
    }

    private static async Task<DesignerAnswer<ListView<ExecutionView>>> ListAsync(
        string workflowInstanceId, string? activityNodeId, string? activityId, Caller caller, [FromServices] IInstanceJournal journal,
        CancellationToken cancellationToken) =>
        new(new ListView<ExecutionView>([
            .. (await ExecutionsAsync(workflowInstanceId, activityNodeId, activityId, caller, journal, cancellationToken)).Select(ExecutionView.Of)]));

    private static async Task<DesignerAnswer<ListView<ExecutionSummaryView>>> SummariesAsync(
        string workflowInstanceId, string? activityNodeId, string? activityId, Caller caller, [FromServices] IInstanceJournal journal,
        CancellationToken cancellationToken) =>
        new(new ListView<ExecutionSummaryView>([
            .. (await ExecutionsAsync(workflowInstanceId, activityNodeId, activityId, caller, journal, cancellationToken)).Select(ExecutionSummaryView.Of)]));

    private static async Task<IReadOnlyList<ActivityExecution>> ExecutionsAsync(
        string id, string? nodeId, string? activityId, Caller caller, IInstanceJournal journal, CancellationToken cancellationToken) =>
        await journal.ExecutionsAsync(
            caller.Company, DesignerInstanceEndpoints.IdOf(id), new ExecutionQuery(Given(nodeId), Given(activityId)), cancellationToken)
        ?? throw DesignerInstanceEndpoints.NotFound(id);

    private static async Task<DesignerAnswer<ExecutionView>> GetAsync(
        string id, Caller caller, [FromServices] IInstanceJournal journal, CancellationToken cancellationToken) =>
        new(ExecutionView.Of(await journal.FindExecutionAsync(caller.Company, id, cancellationToken) ?? throw NotFound(id)));

    private static async Task<DesignerAnswer<CallStackView>> CallStackAsync(
        string id, bool? includeCrossWorkflowChain, int? skip, int? take, Caller caller, [FromServices] IInstanceJournal journal,
        CancellationToken cancellationToken)
    {
        var stack = await journal.CallStackAsync(caller.Company, id, includeCrossWorkflowChain ?? false, cancellationToken) ?? throw NotFound(id);
        return new(new CallStackView(
            id, [.. stack.Skip(Math.Max(0, skip ?? 0)).Take(Math.Clamp(take ?? TakeMax, 0, TakeMax)).Select(ExecutionView.Of)], stack.Count));
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static RequestRefusedException NotFound(string id) => new(404, "execution.not-found", $"There is no execution {id}.", id);
}

/// <summary>The body of a journal request.</summary>
internal sealed record JournalRequest
{
    public JournalFilter? Filter { get; init; }
}

/// <summary>Which entries the studio shows: those of the container's activities, without containers.</summary>
internal sealed record JournalFilter
{
    public List<string>? ActivityIds { get; init; }

    public List<string>? ActivityNodeIds { get; init; }

    public List<string>? ExcludedActivityTypes { get; init; }

    public List<string>? EventNames { get; init; }
}

/// <summary>The body of a report request.</summary>
internal sealed record ReportRequest
{
    public string? WorkflowInstanceId { get; init; }

    public List<string>? ActivityNodeIds { get; init; }
}
