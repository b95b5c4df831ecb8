using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Moves;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Stimuli;

namespace Ledger.Workflows.Instances;

/// <inheritdoc cref="IWorkflowRuntime"/>
/// <remarks>
/// The calls without a transaction run their burst in one unit of work with what causes it. When the burst fails with what
/// a new try may cure, the cause is stored without it and a worker tries again: a caller never hears of a step's failure.
/// </remarks>
internal sealed class WorkflowRuntime(
    LedgerDatabase database, InstanceEngine engine, RunExecutor executor, StimulusSender sender, InstanceOperations operations,
    InstanceMoves moves)
    : IWorkflowRuntime
{
    public async Task<StartedInstance> StartAsync(StartWorkflow request, CancellationToken cancellationToken = default)
    {
        try
        {
            return await database.WriteAsync(tx => engine.StartAsync(tx, request), cancellationToken);
        }
        catch (BurstFailedException e)
        {
            var putOff = new PutOff(e.Cause.Message, executor.PauseAfter(1));
            return await database.WriteAsync(tx => engine.StartAsync(tx, request, null, putOff), cancellationToken);
        }
        catch (Exception e) when (request.IdempotencyKey is not null && LedgerTransaction.IsDuplicateKey(e))
        {
            // Another node has just started it with the same key.
            return await database.WriteAsync(tx => engine.StartAsync(tx, request), cancellationToken);
        }
    }

    public Task<StartedInstance> StartAsync(LedgerTransaction transaction, StartWorkflow request) =>
        engine.StartAsync(transaction, request with { Queued = true });

    public async Task<StimulusResult> SendAsync(Stimulus stimulus, CancellationToken cancellationToken = default)
    {
        try
        {
            return await database.WriteAsync(tx => sender.SendAsync(tx, stimulus, isInline: true), cancellationToken);
        }
        catch (BurstFailedException)
        {
            return await database.WriteAsync(tx => sender.SendAsync(tx, stimulus, isInline: false), cancellationToken);
        }
    }

    public Task<StimulusResult> SendAsync(LedgerTransaction transaction, Stimulus stimulus) =>
        sender.SendAsync(transaction, stimulus, isInline: false);

    public Task<bool> ResumeAsync(LedgerTransaction transaction, long bookmarkId, JsonNode? input, Actor actor) =>
        sender.ResumeAsync(transaction, bookmarkId, input, actor);

    public Task<bool> CancelAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(tx => operations.CancelAsync(tx, instanceId, actor), cancellationToken);

    public Task RetryAsync(long instanceId, long incidentId, Actor actor, CancellationToken cancellationToken = default) =>
        WithFallbackAsync((tx, isInline) => operations.RetryAsync(tx, instanceId, incidentId, actor, isInline), cancellationToken);

    public Task SkipAsync(long instanceId, long incidentId, string outcome, Actor actor, CancellationToken cancellationToken = default) =>
        WithFallbackAsync((tx, isInline) => operations.SkipAsync(tx, instanceId, incidentId, outcome, actor, isInline), cancellationToken);

    public Task CompensateAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default) =>
        WithFallbackAsync((tx, isInline) => operations.CompensateAsync(tx, instanceId, actor, isInline), cancellationToken);

    public Task DeleteAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(tx => InstanceDeletion.DeleteAsync(tx, instanceId, actor), cancellationToken);

    public Task<MoveCheck> MoveAsync(long instanceId, string? versionId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(tx => moves.RunAsync(tx, instanceId, versionId, actor, isReal: true), cancellationToken);

    public Task<MoveCheck> CheckMoveAsync(long instanceId, string? versionId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(tx => moves.RunAsync(tx, instanceId, versionId, actor, isReal: false), cancellationToken);

    private async Task WithFallbackAsync(Func<LedgerTransaction, bool, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(tx => work(tx, true), cancellationToken);
        }
        catch (BurstFailedException)
        {
            await database.WriteAsync(tx => work(tx, false), cancellationToken);
        }
    }
}
