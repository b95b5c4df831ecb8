using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Tests;

/// <summary>Stands where the runtime does and notes what was committed of the calls it got.</summary>
internal sealed class NotingRuntime(LedgerDatabase database) : IWorkflowRuntime
{
    public bool Answer { get; set; } = true;

    /// <summary>What StartAsync throws, after its write, when it says so.</summary>
    public Func<StartWorkflow, Exception?> Failure { get; set; } = _ => null;

    public List<(long BookmarkId, JsonNode? Input)> Resumed { get; } = [];

    public List<StartWorkflow> Started { get; } = [];

    public Task<bool> ResumeAsync(LedgerTransaction transaction, long bookmarkId, JsonNode? input, Actor actor)
    {
        transaction.OnCommitted(() =>
        {
            lock (Resumed)
            {
                Resumed.Add((bookmarkId, input));
            }
        });
        return Task.FromResult(Answer);
    }

    public async Task<StartedInstance> StartAsync(LedgerTransaction transaction, StartWorkflow request)
    {
        // A row, so that what is undone with the transaction shows.
        await transaction.ExecuteAsync(
            "insert into http_exchanges (id, instance_id, created_at, body) values ($1, $1, 0, $2)", database.Ids.Next(), request.IdempotencyKey);
        if (Failure(request) is { } failure)
        {
            throw failure;
        }

        transaction.OnCommitted(() =>
        {
            lock (Started)
            {
                Started.Add(request);
            }
        });
        return new StartedInstance(database.Ids.Next(), WorkflowSubStatus.Pending);
    }

    public Task<StartedInstance> StartAsync(StartWorkflow request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StimulusResult> SendAsync(Stimulus stimulus, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StimulusResult> SendAsync(LedgerTransaction transaction, Stimulus stimulus) => throw new NotSupportedException();

    public Task<bool> CancelAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task RetryAsync(long instanceId, long incidentId, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SkipAsync(long instanceId, long incidentId, string outcome, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task CompensateAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MoveCheck> MoveAsync(long instanceId, string? versionId, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MoveCheck> CheckMoveAsync(long instanceId, string? versionId, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DeleteAsync(long instanceId, Actor actor, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
