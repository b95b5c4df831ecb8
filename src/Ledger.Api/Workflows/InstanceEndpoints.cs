using System.Text.Json.Nodes;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Workflows;

/// <summary>Running and finished instances: looking at them, starting and steering them (features.md W3, W8, W12).</summary>
internal static class InstanceEndpoints
{
    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/instances").WithTags("instances");
        group.MapGet("/", ListAsync).RequireAuthorization(Policies.Reads).WithSummary("Instances; sortable by createdAt, updatedAt, finishedAt, name.");
        group.MapGet("/progress", ProgressAsync).RequireAuthorization(Policies.Reads).WithSummary("The long steps under way.");
        group.MapGet("/{id:long}", GetAsync).RequireAuthorization(Policies.Reads).WithSummary("An instance with variables, waiting points and incidents.");
        group.MapGet("/{id:long}/overview", OverviewAsync).RequireAuthorization(Policies.Reads)
            .WithSummary("What looks after an instance needs: open incidents with their outcomes, open tasks, long steps, children, versions.");
        group.MapGet("/{id:long}/journal", JournalAsync).RequireAuthorization(Policies.Reads).WithSummary("What happened, oldest first.");
        group.MapGet("/{id:long}/executions", ExecutionsAsync).RequireAuthorization(Policies.Reads).WithSummary("The executions of its activities, oldest first.");
        group.MapPost("/", StartAsync).RequireAuthorization(Policies.Runs).AddEndpointFilter<Idempotency>()
            .WithSummary("Starts an instance of a published definition; an Idempotency-Key starts only one.");
        group.MapPost("/{id:long}/cancel", CancelAsync).RequireAuthorization(Policies.Stops).WithSummary("Stops an instance, its waiting steps and its children.");
        group.MapPost("/{id:long}/incidents/{incidentId:long}/retry", RetryAsync).RequireAuthorization(Policies.Owns).WithSummary("Runs the failed step again.");
        group.MapPost("/{id:long}/incidents/{incidentId:long}/skip", SkipAsync).RequireAuthorization(Policies.Owns).WithSummary("Leaves the failed step out and goes on by an outcome.");
        group.MapPost("/{id:long}/compensate", CompensateAsync).RequireAuthorization(Policies.Owns).WithSummary("Undoes the compensable steps that completed, latest first.");
        InstanceMoveEndpoints.Map(group);
    }

    private static async Task<Answer<Page<InstanceSummary>>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] InstanceFilter filter, Caller caller, [FromServices] IInstanceQueries instances,
        CancellationToken cancellationToken)
    {
        var query = new InstanceQuery
        {
            CompanyId = caller.Company,
            DefinitionIds = filter.DefinitionId is { Length: > 0 } ? filter.DefinitionId : null, // a filter left out binds as an empty list
            Status = filter.Status,
            SubStatuses = filter.SubStatus is { Length: > 0 } ? filter.SubStatus : null,
            CorrelationId = filter.CorrelationId,
            HasIncidents = filter.HasIncidents,
            Search = filter.Search,
            CreatedFrom = filter.CreatedFrom,
            CreatedBefore = filter.CreatedBefore,
        };
        return new(await instances.ListAsync(query, page.Checked("CreatedAt", "UpdatedAt", "FinishedAt", "Name"), cancellationToken));
    }

    private static async Task<Answer<IReadOnlyList<ProgressView>>> ProgressAsync(
        Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken) =>
        new([.. (await instances.ProgressAsync(caller.Company, cancellationToken)).Select(ProgressView.Of)]);

    private static async Task<Answer<InstanceDetail>> GetAsync(
        long id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken) =>
        new(await FindAsync(instances, caller, id, cancellationToken));

    private static async Task<Answer<InstanceOverviewView>> OverviewAsync(
        long id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken) =>
        new(InstanceOverviewView.Of(await instances.OverviewAsync(caller.Company, id, cancellationToken)
            ?? throw new RequestRefusedException(404, "instance.not-found", $"There is no instance {id}.", id)));

    private static async Task<Answer<IReadOnlyList<JournalEntry>>> JournalAsync(
        long id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken)
    {
        await FindAsync(instances, caller, id, cancellationToken);
        return new(await instances.JournalAsync(caller.Company, id, cancellationToken));
    }

    private static async Task<Answer<IReadOnlyList<ActivityExecution>>> ExecutionsAsync(
        long id, Caller caller, [FromServices] IInstanceQueries instances, CancellationToken cancellationToken)
    {
        await FindAsync(instances, caller, id, cancellationToken);
        return new(await instances.ExecutionsAsync(caller.Company, id, cancellationToken));
    }

    private static async Task<Answer<StartedInstance>> StartAsync(
        StartRequest request, Caller caller, HttpContext http, [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken) =>
        new(await runtime.StartAsync(
            new StartWorkflow(request.DefinitionId, caller.Actor)
            {
                Input = request.Input,
                CorrelationId = request.CorrelationId,
                VersionId = request.VersionId,
                Queued = request.Queued ?? false,
                // The engine keeps it with the instance: even when the answer is lost there is only one.
                IdempotencyKey = http.Features.Get<IdempotentCall>()?.StoredKey,
            },
            cancellationToken));

    private static async Task<Answer<Changed>> CancelAsync(
        long id, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        await FindAsync(instances, caller, id, cancellationToken);
        return new(new Changed(await runtime.CancelAsync(id, caller.Actor, cancellationToken)));
    }

    private static async Task<Answer<Done>> RetryAsync(
        long id, long incidentId, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IWorkflowRuntime runtime,
        CancellationToken cancellationToken)
    {
        await FindAsync(instances, caller, id, cancellationToken);
        await runtime.RetryAsync(id, incidentId, caller.Actor, cancellationToken);
        return new(Done.Value);
    }

    private static async Task<Answer<Done>> SkipAsync(
        long id, long incidentId, SkipRequest request, Caller caller, [FromServices] IInstanceQueries instances,
        [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        await FindAsync(instances, caller, id, cancellationToken);
        await runtime.SkipAsync(id, incidentId, request.Outcome ?? "Done", caller.Actor, cancellationToken);
        return new(Done.Value);
    }

    private static async Task<Answer<Done>> CompensateAsync(
        long id, Caller caller, [FromServices] IInstanceQueries instances, [FromServices] IWorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        await FindAsync(instances, caller, id, cancellationToken);
        await runtime.CompensateAsync(id, caller.Actor, cancellationToken);
        return new(Done.Value);
    }

    // Every route goes through here first: an instance of another company does not exist for the caller.
    private static async Task<InstanceDetail> FindAsync(
        IInstanceQueries instances, Caller caller, long id, CancellationToken cancellationToken) =>
        await instances.FindAsync(caller.Company, id, cancellationToken)
        ?? throw new RequestRefusedException(404, "instance.not-found", $"There is no instance {id}.", id);
}

/// <summary>The filters of the list of instances.</summary>
internal readonly record struct InstanceFilter(
    string[]? DefinitionId, WorkflowStatus? Status, WorkflowSubStatus[]? SubStatus, string? CorrelationId, bool? HasIncidents,
    string? Search, DateTimeOffset? CreatedFrom, DateTimeOffset? CreatedBefore);

/// <summary>A start.</summary>
internal sealed record StartRequest(
    string DefinitionId, JsonObject? Input = null, string? CorrelationId = null, string? VersionId = null, bool? Queued = null);

/// <summary>The outcome by which a skipped step goes on; Done when left out.</summary>
internal sealed record SkipRequest(string? Outcome);

/// <summary>Whether something changed.</summary>
internal sealed record Changed([property: System.Text.Json.Serialization.JsonPropertyName("changed")] bool IsChanged);

/// <summary>How far a long step is, with its rate and the time left.</summary>
internal sealed record ProgressView(
    long InstanceId, string ActivityId, long Done, long? Total, decimal ItemsPerSecond, int? SecondsLeft,
    DateTimeOffset StartedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The rate since the first chunk, and what it means for the rest.</summary>
    public static ProgressView Of(StepProgress step)
    {
        var seconds = (decimal)(step.UpdatedAt - step.StartedAt).TotalSeconds;
        var rate = seconds > 0 ? Math.Round(step.Done / seconds, 1) : 0;
        int? left = rate > 0 && step.Total is { } total ? (int)Math.Ceiling((total - step.Done) / rate) : null;
        return new(step.InstanceId, step.ActivityId, step.Done, step.Total, rate, left, step.StartedAt, step.UpdatedAt);
    }
}
