using Ledger.Workflows.Activities;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

internal sealed partial class Burst
{
    /// <summary>Turns the stimulus into queued work; false when it meets nothing.</summary>
    private async ValueTask<bool> ApplyAsync(BurstStimulus stimulus)
    {
        var hasEnded = State.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled || State.Root is { HasEnded: true };
        if (hasEnded && stimulus is not BurstStimulus.Compensate)
        {
            return false;
        }

        switch (stimulus)
        {
            case BurstStimulus.Start start:
                return Start(start);
            case BurstStimulus.ResumeBookmark resume:
                return Resume(resume);
            case BurstStimulus.ContinueLong next:
                return ContinueLong(next.ContextId);
            case BurstStimulus.ExternalAnswer answer:
                return await TakeAnswerAsync(answer);
            case BurstStimulus.RetryIncident retry:
                return Retry(retry.ContextId);
            case BurstStimulus.Skip skip:
                return await SkipAsync(skip);
            case BurstStimulus.Cancel:
                await CancelRunAsync();
                return true;
            case BurstStimulus.Continue:
                return State.Queue.Count > 0;
            case BurstStimulus.Compensate:
                return await CompensateOnDemandAsync();
            default:
                throw new InvalidOperationException($"There is no such stimulus as {stimulus.GetType().Name}.");
        }
    }

    private bool Start(BurstStimulus.Start start)
    {
        if (State.Root is not null)
        {
            return false;
        }

        State.TriggerActivityId = start.TriggerActivityId;
        State.TriggerInput = start.Input;
        var root = new StepContext(State, Graph.Nodes[0], null, ++State.ExecutionCount);
        State.Root = root;
        State.Queue.Enqueue(new WorkItem(WorkKind.Execute, root.Node) { Context = root });
        return true;
    }

    private bool Resume(BurstStimulus.ResumeBookmark resume)
    {
        var index = State.Bookmarks.FindIndex(b => b.Id == resume.BookmarkId);
        if (index < 0)
        {
            return false;
        }

        var bookmark = State.Bookmarks[index];
        if (bookmark.AutoBurn)
        {
            RemoveBookmark(index);
        }

        State.Queue.Enqueue(new WorkItem(WorkKind.Resume, bookmark.Context.Node)
        {
            Context = bookmark.Context,
            Resumption = new Resumption(bookmark.Name, bookmark.Payload, resume.Input, Actor),
        });
        return true;
    }

    private bool ContinueLong(int contextId)
    {
        if (State.FindContext(contextId) is not { Wait: StepWait.LongStep } context)
        {
            return false;
        }

        State.Queue.Enqueue(new WorkItem(WorkKind.LongChunk, context.Node) { Context = context });
        return true;
    }

    private async ValueTask<bool> TakeAnswerAsync(BurstStimulus.ExternalAnswer answer)
    {
        if (State.FindContext(answer.ContextId) is not { Wait: StepWait.ExternalCall } context)
        {
            return false;
        }

        if (answer.Failure is null)
        {
            State.Queue.Enqueue(new WorkItem(WorkKind.ExternalAnswer, context.Node) { Context = context, Answer = answer.Answer });
            return true;
        }

        // A retry prepares the call again; its idempotency key is that of this execution, so it stays the same.
        context.Wait = StepWait.None;
        Undo.Begin(context, Result);
        await FaultAsync(new WorkItem(WorkKind.Execute, context.Node) { Context = context }, context, answer.Failure, 0);
        return true;
    }

    private bool Retry(int contextId)
    {
        if (State.FindContext(contextId) is not { Status: StepStatus.Faulted } context || !State.Faults.Remove(contextId, out var item))
        {
            return false;
        }

        context.Status = StepStatus.Running;
        RequeueParked(context);
        State.Queue.PutFirst(item);
        context.Burst = this;
        AddJournal(context, "Retried");
        return true;
    }

    private async ValueTask<bool> SkipAsync(BurstStimulus.Skip skip)
    {
        if (State.FindContext(skip.ContextId) is not { Status: StepStatus.Faulted } context || !State.Faults.Remove(skip.ContextId))
        {
            return false;
        }

        context.Status = StepStatus.Running;
        context.Parked = null;
        context.Burst = this;
        AddJournal(context, "Skipped", skip.Outcome);
        context.Complete(skip.Outcome);
        await DrainAsync();
        return true;
    }

    private void RequeueParked(StepContext context)
    {
        for (var i = (context.Parked?.Count ?? 0) - 1; i >= 0; i--)
        {
            State.Queue.PutFirst(context.Parked![i]);
        }

        context.Parked = null;
    }

    private async ValueTask CancelRunAsync()
    {
        if (State.Root is { } root)
        {
            await CancelAsync(root);
            AddJournal(root, "Workflow cancelled");
        }

        EndRun(WorkflowSubStatus.Cancelled);
    }

    private void EndRun(WorkflowSubStatus subStatus)
    {
        State.Queue.Clear();
        State.Faults.Clear();
        State.EndsAfterCompensation = null;
        State.SubStatus = subStatus;
        _hasEnded = true;
    }
}
