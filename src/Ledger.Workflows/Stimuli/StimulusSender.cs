using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Triggers;

namespace Ledger.Workflows.Stimuli;

/// <summary>Brings stimuli to those who wait for them and to the definitions they start (elsa-semantics.md §9.5).</summary>
internal sealed class StimulusSender(InstanceEngine engine, RunExecutor executor, QueueSignal signal)
{
    /// <summary>Sends a stimulus; what it reaches runs in this unit of work when it is one instance and that is wanted, else it is queued.</summary>
    public async Task<StimulusResult> SendAsync(LedgerTransaction transaction, Stimulus stimulus, bool isInline)
    {
        var hash = BookmarkHash.Compute(stimulus.Name, stimulus.Payload);
        var triggers = stimulus.InstanceId is null ? await TriggerIndex.FindAsync(transaction, hash) : [];
        var bookmarks = await FindAsync(transaction, stimulus, hash);
        if (triggers.Count + bookmarks.Count == 0)
        {
            if (!stimulus.IsKept)
            {
                return new StimulusResult(0, 0, Kept: false);
            }

            // Before it is kept it looks again under the lock that makers of such bookmarks take: one of the two sees the
            // other. Not sooner: who runs an instance has its row first and this lock second, and so must everybody.
            await DatabaseLock.TakeAsync(transaction, HashKey.Of(hash));
            bookmarks = await FindAsync(transaction, stimulus, hash);
            isInline = false;
        }

        var data = RunData.Of(stimulus.Actor, stimulus.Input?.DeepClone()) with { StimulusName = stimulus.Name, StimulusHash = hash };
        isInline = isInline && triggers.Count + bookmarks.Count == 1;

        var started = 0;
        foreach (var hit in triggers)
        {
            started += await StartAsync(transaction, stimulus, hit, isInline) ? 1 : 0;
        }

        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var bookmark in bookmarks)
        {
            var run = new PendingRun(transaction.Database.Ids.Next(), bookmark.InstanceId, PendingRunKind.Resume, now)
            {
                BookmarkId = bookmark.Id,
                Data = data,
            };
            if (isInline)
            {
                await executor.RunAsync(transaction, run, recordFaults: false);
            }
            else
            {
                await PendingRuns.AddAsync(transaction, run, signal);
            }
        }

        if (started + bookmarks.Count > 0)
        {
            return new StimulusResult(started, bookmarks.Count, Kept: false);
        }

        await KeptStimuli.KeepAsync(
            transaction, stimulus.Actor.CompanyId, stimulus.Name, hash, stimulus.CorrelationId, stimulus.InstanceId, data, now);
        return new StimulusResult(0, 0, Kept: true);
    }

    /// <summary>Queues the resume of one bookmark; false when it is gone or of another company.</summary>
    public async Task<bool> ResumeAsync(LedgerTransaction transaction, long bookmarkId, JsonNode? input, Actor actor)
    {
        if (await Bookmarks.FindAsync(transaction, bookmarkId) is not { } found || found.CompanyId != actor.CompanyId)
        {
            return false;
        }

        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var run = new PendingRun(transaction.Database.Ids.Next(), found.InstanceId, PendingRunKind.Resume, now)
        {
            BookmarkId = bookmarkId,
            Data = RunData.Of(actor, input?.DeepClone()),
        };
        await PendingRuns.AddAsync(transaction, run, signal);
        return true;
    }

    private static Task<List<Bookmarks.Found>> FindAsync(LedgerTransaction transaction, Stimulus stimulus, string hash) =>
        Bookmarks.FindAsync(transaction, stimulus.Actor.CompanyId, hash, stimulus.InstanceId, stimulus.CorrelationId);

    private async Task<bool> StartAsync(LedgerTransaction transaction, Stimulus stimulus, TriggerIndex.Hit hit, bool isInline)
    {
        try
        {
            await engine.StartAsync(
                transaction,
                new StartWorkflow(hit.DefinitionId, stimulus.Actor)
                {
                    VersionId = hit.VersionId,
                    TriggerActivityId = hit.ActivityId,
                    CorrelationId = stimulus.CorrelationId,
                    Queued = !isInline,
                },
                stimulus.Input);
            return true;
        }
        catch (WorkflowException e) when (e.Code == "instance.already-running")
        {
            // The activation strategy allows no further instance: the stimulus does not start one, which is no error.
            return false;
        }
    }
}
