using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Workflows.Instances;

/// <summary>
/// Starts instances and runs bursts inside a unit of work: reads the instance, runs, and writes all that came of it.
/// Nothing here opens or commits a transaction.
/// </summary>
internal sealed class InstanceEngine(
    IGraphSource graphs, BurstRunner runner, BurstWriter writer, QueueSignal signal, IServiceScopeFactory scopes)
{
    /// <summary>Starts an instance; its first burst runs now or is left to a worker.</summary>
    /// <param name="transaction">The unit of work.</param>
    /// <param name="request">What to start.</param>
    /// <param name="triggerInput">What the stimulus brought for the trigger activity.</param>
    /// <param name="failure">Why the first burst failed before, when this start puts it off; null otherwise.</param>
    /// <exception cref="BurstFailedException">The first burst failed with what a new try may cure.</exception>
    public async Task<StartedInstance> StartAsync(
        LedgerTransaction transaction, StartWorkflow request, JsonNode? triggerInput = null, PutOff? failure = null)
    {
        if (request.IdempotencyKey is { } key && await FindStartedAsync(transaction, request.Actor.CompanyId, key) is { } started)
        {
            return started;
        }

        var graph = await GraphAsync(transaction, request);
        StartInput.Check(graph, request.Input, isChild: false);
        var (instance, _) = await StartAsync(transaction, graph, request, triggerInput, failure);
        return new StartedInstance(instance.Id, instance.SubStatus);
    }

    /// <summary>Starts an instance for a step of another; values it does not declare are left out of the check, as Elsa does.</summary>
    /// <exception cref="BurstFailedException">The first burst failed with what a new try may cure.</exception>
    public async Task<ChildRun> StartChildAsync(LedgerTransaction transaction, StartWorkflow request)
    {
        var graph = await GraphAsync(transaction, request);
        StartInput.Check(graph, request.Input, isChild: true);
        var (instance, state) = await StartAsync(transaction, graph, request, null, null);
        return new ChildRun(instance.Id, instance.SubStatus, state.Output);
    }

    private async Task<(InstanceRecord Instance, InstanceState State)> StartAsync(
        LedgerTransaction transaction, WorkflowGraph graph, StartWorkflow request, JsonNode? triggerInput, PutOff? failure)
    {
        if (!await Activation.AllowsAsync(transaction, graph, request.Actor.CompanyId, request.CorrelationId))
        {
            throw new WorkflowException(
                "instance.already-running", $"{graph.DefinitionId} allows no further instance while one runs.", graph.DefinitionId);
        }

        var id = transaction.Database.Ids.Next();
        var now = transaction.Database.Clock.GetUtcNow();
        var state = new InstanceState(id)
        {
            ParentInstanceId = request.ParentInstanceId,
            StartedByUserId = request.Actor.UserId,
            CorrelationId = request.CorrelationId,
            Input = request.Input is null ? [] : (JsonObject)request.Input.DeepClone(),
        };
        var instance = NewRecord(graph, request, state, now);
        if (request.Queued || failure is not null)
        {
            await QueueAsync(transaction, request, triggerInput, failure, instance, state, now);
            return (instance, state);
        }

        await RunAsync(
            transaction, instance, graph, state, new BurstStimulus.Start(request.TriggerActivityId, triggerInput),
            request.Actor with { InstanceId = id }, recordFaults: false, isNew: true);
        return (instance, state);
    }

    /// <summary>Runs one burst of an instance that was read and locked, and writes what came of it.</summary>
    /// <returns>False when the stimulus met nothing; nothing was written then.</returns>
    /// <exception cref="BurstFailedException">The burst failed with what a new try may cure; the unit of work must be undone.</exception>
    public async Task<bool> RunAsync(
        LedgerTransaction transaction, InstanceRecord instance, WorkflowGraph graph, InstanceState state, BurstStimulus stimulus,
        Actor actor, bool recordFaults, bool isNew = false)
    {
        var now = transaction.Database.Clock.GetUtcNow();
        var scope = new BurstScope(scopes);
        try
        {
            var result = await runner.RunAsync(new BurstRequest
            {
                Graph = graph,
                State = state,
                Stimulus = stimulus,
                Actor = actor,
                Now = now,
                Transaction = transaction,
                Services = scope.Open,
                RecordFaults = recordFaults,
            });
            if (!result.Accepted && !isNew)
            {
                return false;
            }

            await writer.WriteAsync(transaction, instance, graph, state, stimulus, result, actor, now, isNew);
            return true;
        }
        catch (Exception e) when (e is not BurstFailedException && !LedgerTransaction.IsTransient(e))
        {
            throw new BurstFailedException(e);
        }
        finally
        {
            await scope.DisposeAsync();
        }
    }

    /// <summary>The graph of an instance's version.</summary>
    /// <exception cref="WorkflowException"><c>definition.not-found</c>: it is gone or does not compile any more.</exception>
    public async ValueTask<WorkflowGraph> GraphAsync(LedgerTransaction transaction, string versionId, string definitionId) =>
        await graphs.FindVersionAsync(transaction, versionId) ?? throw NotFound(definitionId);

    private static WorkflowException NotFound(string definitionId) =>
        new("definition.not-found", $"There is no definition {definitionId}.", definitionId);

    private static InstanceRecord NewRecord(WorkflowGraph graph, StartWorkflow request, InstanceState state, DateTimeOffset now) => new()
    {
        Id = state.InstanceId,
        CompanyId = request.Actor.CompanyId,
        DefinitionId = graph.DefinitionId,
        VersionId = graph.VersionId,
        Version = graph.Version,
        SubStatus = WorkflowSubStatus.Pending,
        CorrelationId = request.CorrelationId,
        ParentInstanceId = request.ParentInstanceId,
        StartedBy = request.Actor.Name,
        StartedByUserId = request.Actor.UserId,
        IdempotencyKey = request.IdempotencyKey,
        CreatedAt = now.ToUnixTimeMilliseconds(),
        State = [],
    };

    private static async Task<StartedInstance?> FindStartedAsync(LedgerTransaction transaction, long companyId, string key) =>
        await transaction.QueryFirstAsync(
            """
            select id, sub_status from workflow_instances where company_id = $1 and idempotency_key = $2
            union all select id, sub_status from instance_archive where company_id = $1 and idempotency_key = $2
            """,
            row => new StartedInstance(row.GetInt64(0), (WorkflowSubStatus)row.GetInt32(1), AlreadyStarted: true), companyId, key);

    private async ValueTask<WorkflowGraph> GraphAsync(LedgerTransaction transaction, StartWorkflow request)
    {
        if (request.VersionId is { } version)
        {
            return await GraphAsync(transaction, version, request.DefinitionId);
        }

        if (await graphs.FindPublishedAsync(transaction, request.DefinitionId) is { } graph)
        {
            return graph;
        }

        throw await graphs.ExistsAsync(transaction, request.DefinitionId)
            ? new WorkflowException("definition.not-published", $"{request.DefinitionId} is not published.", request.DefinitionId)
            : NotFound(request.DefinitionId);
    }

    private async Task QueueAsync(
        LedgerTransaction transaction, StartWorkflow request, JsonNode? triggerInput, PutOff? failure, InstanceRecord instance,
        InstanceState state, DateTimeOffset now)
    {
        instance.State = Packing.Pack(state.ToUtf8());
        var at = now.ToUnixTimeMilliseconds();
        await InstanceTable.AddAsync(transaction, instance, at);
        var run = new PendingRun(transaction.Database.Ids.Next(), instance.Id, PendingRunKind.Start, at + (failure?.Pause ?? 0))
        {
            Priority = request.ParentInstanceId is null ? PendingRun.Urgent : PendingRun.Background,
            Attempts = failure is null ? 0 : 1,
            Data = RunData.Of(request.Actor, triggerInput?.DeepClone()) with { Trigger = request.TriggerActivityId },
        };
        await PendingRuns.AddAsync(transaction, run, signal, failure?.Reason);
    }
}
