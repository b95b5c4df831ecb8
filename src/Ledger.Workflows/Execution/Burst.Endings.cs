using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

internal sealed partial class Burst
{
    /// <summary>Ends the executions that asked for it, in order; their containers may ask in turn.</summary>
    private async ValueTask DrainAsync()
    {
        for (var i = 0; i < _completions.Count; i++)
        {
            await EndAsync(_completions[i]);
        }

        _completions.Clear();
    }

    private async ValueTask EndAsync(StepContext context)
    {
        if (context.HasEnded)
        {
            return;
        }

        if (context.OpenChildren > 0 || context.QueuedItems > 0)
        {
            await CancelChildrenAsync(context);
        }

        context.Status = StepStatus.Completed;
        context.Wait = StepWait.None;
        RemoveBookmarks(context);
        AddJournal(context, "Completed", null, Ending(context));
        var parent = context.ParentStep;
        if (parent is null)
        {
            FinishRun();
            return;
        }

        parent.Release(context);
        if (ReferenceEquals(context, _finishedBy))
        {
            FinishRun();
            return;
        }

        if (State.IsCompensating && ReferenceEquals(parent, State.Root))
        {
            NextCompensation();
        }
        else if (!context.EndsSilently && !parent.IsCompleted)
        {
            var item = new WorkItem(WorkKind.ChildCompleted, parent.Node) { Context = parent, Child = context };
            if (parent.Status == StepStatus.Faulted)
            {
                (parent.Parked ??= []).Add(item);
            }
            else
            {
                await InvokeAsync(item, parent, drain: false);
            }
        }
    }

    private StepContext? _finishedBy;

    /// <summary>Ends the whole run with the step that asks for it (Finish).</summary>
    public void FinishWith(StepContext context)
    {
        _finishedBy = context;
        context.Complete();
    }

    /// <summary>Ends a composite around the step with outcomes (Complete); the containers between are cancelled.</summary>
    public static void CompleteComposite(StepContext context, ReadOnlySpan<string> outcomes)
    {
        var composite = context.ParentStep;
        while (composite is { ParentStep: not null } && !composite.Node.IsComposite)
        {
            composite = composite.ParentStep;
        }

        context.EndsSilently = true;
        context.Complete();
        if (composite is not null)
        {
            composite.Burst = context.Burst;
            composite.Complete(outcomes);
        }
    }

    private void FinishRun()
    {
        State.Queue.Clear();
        foreach (var bookmark in State.Bookmarks)
        {
            NoteRemoved(bookmark);
        }

        State.Bookmarks.Clear();
        State.Faults.Clear();
        State.KeptOutputs.Clear();
        State.LastResult = null;
        State.TriggerActivityId = null;
        State.TriggerInput = null;
        State.Root!.Status = StepStatus.Completed;
        State.Root.ReleaseAll();
        State.SubStatus = WorkflowSubStatus.Finished;
    }

    public async ValueTask CancelChildrenAsync(StepContext context)
    {
        if (context.QueuedItems > 0)
        {
            State.Queue.Withdraw(context);
        }

        while (context.FirstChild is { } child)
        {
            await CancelAsync(child);
        }
    }

    /// <summary>Ends an execution that is not wanted any more, with everything under it.</summary>
    public async ValueTask CancelAsync(StepContext context)
    {
        if (context.HasEnded)
        {
            return;
        }

        if (State.Queue.Count > 0)
        {
            State.Queue.Withdraw(context);
        }

        await CancelChildrenAsync(context);
        context.Status = StepStatus.Canceled;
        context.Wait = StepWait.None;
        await GiveUpAsync(context);
        RemoveBookmarks(context);
        State.Faults.Remove(context.Number);
        AddJournal(context, "Canceled");
        context.ParentStep?.Release(context);
    }

    /// <summary>Lets the activity give up what it reserved. A refusal becomes an incident but does not keep the run from ending.</summary>
    private async ValueTask GiveUpAsync(StepContext context)
    {
        context.Burst = this;
        var (outerSavepoint, wasInStep) = (_savepoint, _isInStep);
        (_savepoint, _isInStep) = (null, true);
        try
        {
            var call = context.Node.Activity.OnCancelledAsync(context);
            if (!call.IsCompletedSuccessfully)
            {
                await call;
            }

            if (_savepoint is not null)
            {
                await request.Transaction!.ReleaseAsync(_savepoint);
            }
        }
        catch (Exception e) when (BecomesIncident(e))
        {
            if (_savepoint is not null)
            {
                await request.Transaction!.RollbackToAsync(_savepoint);
            }

            AddJournal(context, "Faulted", e.Message);
            Result.Incidents.Add(new Incident(context.Number, context.Node.Index, Options.CodeOf(e), e, Options.IsPermanent(e), Now));
        }
        finally
        {
            (_savepoint, _isInStep) = (outerSavepoint, wasInStep);
        }
    }

    private void RemoveBookmarks(StepContext context)
    {
        for (var i = State.Bookmarks.Count - 1; i >= 0 && context.OpenBookmarks > 0; i--)
        {
            if (ReferenceEquals(State.Bookmarks[i].Context, context))
            {
                RemoveBookmark(i);
            }
        }
    }

    private void RemoveBookmark(int index)
    {
        var bookmark = State.Bookmarks[index];
        State.Bookmarks.RemoveAt(index);
        bookmark.Context.OpenBookmarks--;
        NoteRemoved(bookmark);
    }

    private void NoteRemoved(OpenBookmark bookmark)
    {
        if (!bookmark.IsNew)
        {
            Result.RemovedBookmarks.Add(bookmark.Id);
        }
    }

    private static JsonObject? Ending(StepContext context)
    {
        var isDone = ReferenceEquals(context.OutcomeNames, StepContext.Done);
        if (isDone && context.OutputValues is null)
        {
            return null;
        }

        var payload = new JsonObject();
        if (!isDone)
        {
            payload["outcomes"] = new JsonArray([.. context.OutcomeNames.Select(o => (JsonNode?)o)]);
        }

        if (context.OutputValues is not null)
        {
            payload["outputs"] = context.OutputValues.DeepClone();
        }

        return payload;
    }
}
