using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Journal;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Stimuli;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.Instances;

/// <summary>Writes what came of a burst: as few statements as the burst needs, all in its unit of work.</summary>
internal sealed partial class BurstWriter(QueueSignal signal, InstanceEnds ends, InstanceChanges changes, ILogger<BurstWriter> logger)
{
    // What goes on by itself acts for the person who acted when it was set going.
    public async Task WriteAsync(
        LedgerTransaction transaction, InstanceRecord instance, WorkflowGraph graph, InstanceState state, BurstStimulus stimulus,
        BurstResult result, Actor actor, DateTimeOffset now, bool isNew)
    {
        var at = now.ToUnixTimeMilliseconds();
        foreach (var bookmark in result.RemovedBookmarks)
        {
            if (await Bookmarks.RemoveAsync(transaction, bookmark))
            {
                await PendingRuns.RemoveTimerAsync(transaction, instance.Id, bookmark);
            }
        }

        instance.CorrelationId = state.CorrelationId;
        foreach (var bookmark in result.NewBookmarks)
        {
            await AddBookmarkAsync(transaction, instance, bookmark, actor, at);
        }

        await WriteContinuationsAsync(transaction, instance, graph, stimulus, result, actor, at);
        await WriteIncidentsAsync(transaction, instance, graph, result);
        if (result.Journal.Count > 0)
        {
            await transaction.ExecuteAsync(
                "insert into journal_chunks (id, instance_id, entries) values ($1, $2, $3)",
                transaction.Database.Ids.Next(), instance.Id, JournalCodec.Write(result.Journal));
        }

        changes.RaiseAfterCommit(transaction, instance.CompanyId, instance.Id);
        var before = instance.SubStatus;
        instance.SubStatus = result.SubStatus;
        instance.Name = state.Name;
        instance.State = Packing.Pack(state.ToUtf8());
        if (isNew)
        {
            await InstanceTable.AddAsync(transaction, instance, at);
        }
        else
        {
            await InstanceTable.UpdateAsync(transaction, instance, at);
        }

        if (instance.SubStatus != before
            && instance.SubStatus is (WorkflowSubStatus.Finished or WorkflowSubStatus.Faulted or WorkflowSubStatus.Cancelled))
        {
            await ends.TellAsync(transaction, instance, result.Output, result.Outcomes);
        }

        LogLines(instance, result);
    }

    private static async Task WriteIncidentsAsync(LedgerTransaction transaction, InstanceRecord instance, WorkflowGraph graph, BurstResult result)
    {
        foreach (var incident in result.Incidents)
        {
            var activity = graph.Activities[Math.Max(0, incident.NodeIndex)];
            await Incidents.AddAsync(
                transaction, instance, incident.ContextId, activity.Id, activity.NodeId, activity.Type, incident.Code,
                incident.Exception.Message, incident.Exception.ToString(), incident.At.ToUnixTimeMilliseconds());
            instance.IncidentCount++;
        }
    }

    private async Task AddBookmarkAsync(LedgerTransaction transaction, InstanceRecord instance, NewBookmark bookmark, Actor actor, long at)
    {
        await Bookmarks.AddAsync(transaction, instance.CompanyId, instance.Id, bookmark);
        if (bookmark.ResumeAt is { } resumeAt)
        {
            var timer = new PendingRun(
                transaction.Database.Ids.Next(), instance.Id, PendingRunKind.Resume, Math.Max(at, resumeAt.ToUnixTimeMilliseconds()))
            {
                Priority = PendingRun.Background,
                BookmarkId = bookmark.Id,
                Data = RunData.Of(actor),
            };
            await PendingRuns.AddAsync(transaction, timer, signal);
            return;
        }

        while (await KeptStimuli.TakeAsync(transaction, instance.CompanyId, bookmark.Hash, instance.Id, instance.CorrelationId) is { } kept)
        {
            var run = new PendingRun(transaction.Database.Ids.Next(), instance.Id, PendingRunKind.Resume, at)
            {
                BookmarkId = bookmark.Id,
                Data = kept,
            };
            await PendingRuns.AddAsync(transaction, run, signal);
            if (bookmark.AutoBurn)
            {
                break;
            }
        }
    }

    private async Task WriteContinuationsAsync(
        LedgerTransaction transaction, InstanceRecord instance, WorkflowGraph graph, BurstStimulus stimulus, BurstResult result,
        Actor actor, long at)
    {
        if (stimulus is BurstStimulus.ContinueLong step && !result.Continuations.Any(c => c.ContextId == step.ContextId))
        {
            await Progress.RemoveAsync(transaction, instance.Id, step.ContextId);
        }

        foreach (var next in result.Continuations)
        {
            var run = new PendingRun(transaction.Database.Ids.Next(), instance.Id, PendingRunKind.Continue, at)
            {
                Priority = PendingRun.Background,
                Data = RunData.Of(actor) with { Context = next.ContextId ?? 0 },
            };
            await PendingRuns.AddAsync(transaction, run, signal);
            if (next.ContextId is { } context)
            {
                await Progress.SetAsync(
                    transaction, instance, context, graph.Activities[next.NodeIndex].Id, next.Done, next.Total, at);
            }
        }

        foreach (var call in result.ExternalCalls)
        {
            var run = new PendingRun(transaction.Database.Ids.Next(), instance.Id, PendingRunKind.Call, at)
            {
                Data = RunData.Of(actor, call.Request) with { Context = call.ContextId, Node = call.NodeIndex, ExecutionId = call.ExecutionId },
            };
            await PendingRuns.AddAsync(transaction, run, signal);
        }
    }

    private void LogLines(InstanceRecord instance, BurstResult result)
    {
        foreach (var line in result.Lines)
        {
            LogLine(instance.Id, line);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Instance}: {Line}")]
    private partial void LogLine(long instance, string line);
}
