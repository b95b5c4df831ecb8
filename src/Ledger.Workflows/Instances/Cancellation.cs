using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Stimuli;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.Instances;

/// <summary>Stops an instance with all it waits for, and then its children.</summary>
internal sealed partial class Cancellation(InstanceEngine engine, QueueSignal signal, InstanceChanges changes, ILogger<Cancellation> logger)
{
    private const int InlineChildrenMax = 20;

    /// <summary>Stops an instance that is read, locked and has not ended, as its operator or its parent wants.</summary>
    public async Task CancelAsync(LedgerTransaction transaction, InstanceRecord instance, Actor actor)
    {
        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        changes.RaiseAfterCommit(transaction, instance.CompanyId, instance.Id);
        await Incidents.ResolveAllAsync(transaction, instance.Id, "cancelled", actor.Name, now);
        instance.IncidentCount = 0;
        await StopAsync(transaction, instance, actor with { InstanceId = instance.Id }, now);
        await PendingRuns.RemoveAllAsync(transaction, instance.Id);
        await Bookmarks.RemoveAllAsync(transaction, instance.Id);
        await Progress.RemoveAllAsync(transaction, instance.Id);

        var children = await InstanceTable.ChildrenAsync(transaction, instance.Id);
        foreach (var id in children.Take(InlineChildrenMax))
        {
            if (await InstanceTable.LockAsync(transaction, id) is { HasEnded: false } child)
            {
                await CancelAsync(transaction, child, actor);
            }
        }

        // A bulk may have thousands: the rest is cancelled by the workers, a unit of work each.
        foreach (var id in children.Skip(InlineChildrenMax))
        {
            var run = new PendingRun(transaction.Database.Ids.Next(), id, PendingRunKind.Cancel, now) { Data = RunData.Of(actor) };
            await PendingRuns.AddAsync(transaction, run, signal);
        }
    }

    // A cancellation must not fail because a step cannot say goodbye, or because the definition is gone.
    private async Task StopAsync(LedgerTransaction transaction, InstanceRecord instance, Actor actor, long now)
    {
        var savepoint = await transaction.SavepointAsync();
        try
        {
            var graph = await engine.GraphAsync(transaction, instance.VersionId, instance.DefinitionId);
            var state = InstanceState.Read(Packing.Unpack(instance.State), graph);
            await engine.RunAsync(transaction, instance, graph, state, new BurstStimulus.Cancel(), actor, recordFaults: true);
            await transaction.ReleaseAsync(savepoint);
        }
        catch (Exception e) when (e is WorkflowException or BurstFailedException)
        {
            await transaction.RollbackToAsync(savepoint);
            LogForced(e, instance.Id);
        }

        if (instance.SubStatus != WorkflowSubStatus.Cancelled)
        {
            instance.SubStatus = WorkflowSubStatus.Cancelled;
            await InstanceTable.UpdateAsync(transaction, instance, now);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The instance {Instance} was stopped without its steps.")]
    private partial void LogForced(Exception cause, long instance);
}
