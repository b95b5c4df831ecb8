using Ledger.Foundation;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Execution;

internal sealed partial class Burst
{
    private bool _isStopped;
    private bool _hasRunChunk;

    public async ValueTask RunAsync()
    {
        if (!await ApplyAsync(request.Stimulus))
        {
            Result.Accepted = false;
            Result.SubStatus = State.SubStatus;
            Result.Output = State.Output;
            return;
        }

        if (!_hasEnded && State.SubStatus != WorkflowSubStatus.Finished)
        {
            _isStopped = State.Faults.Count > 0 && !Graph.ContinuesOnFault;
            State.SubStatus = _isStopped ? WorkflowSubStatus.Faulted : WorkflowSubStatus.Executing;
            await RunQueueAsync();
        }

        Conclude();
    }

    private async ValueTask RunQueueAsync()
    {
        while (!_isStopped && State.Queue.Count > 0)
        {
            if (Result.ActivitiesExecuted >= Options.BurstActivitiesMax)
            {
                Result.Continuations.Add(new Continuation(null, -1, 0, null));
                return;
            }

            CancellationToken.ThrowIfCancellationRequested();
            await RunItemAsync(State.Queue.Dequeue());
        }
    }

    private ValueTask RunItemAsync(WorkItem item)
    {
        if (item.Kind == WorkKind.LongChunk && _hasRunChunk)
        {
            AddLongContinuation(item.Context!); // One chunk per burst: the write lock is never held for two.
            return ValueTask.CompletedTask;
        }

        var context = item.Context;
        if (context is { Status: StepStatus.Faulted })
        {
            (context.Parked ??= []).Add(item); // Its turn comes when a person has decided on the fault.
            return ValueTask.CompletedTask;
        }

        if (context is null)
        {
            context = new StepContext(State, item.Node, item.Owner, ++State.ExecutionCount)
            {
                TagValue = item.Tag,
                Dynamic = item.Variables,
                IsBackward = item.IsBackward,
            };
            item.Context = context;
            item.Owner?.Adopt(context);
        }

        Result.ActivitiesExecuted++;
        return InvokeAsync(item, context, drain: true);
    }

    /// <summary>Runs one call of an activity as a unit that is kept or undone as a whole, then what follows from it.</summary>
    private async ValueTask InvokeAsync(WorkItem item, StepContext context, bool drain)
    {
        context.Burst = this;
        Undo.Begin(context, Result);
        _isInStep = true;
        var completions = _completions.Count;
        var bookmarks = context.OpenBookmarks;
        try
        {
            var call = Call(item, context);
            if (call.IsCompletedSuccessfully)
            {
                call.GetAwaiter().GetResult();
            }
            else
            {
                await call;
            }

            _isInStep = false;
            if (_savepoint is not null)
            {
                var savepoint = _savepoint;
                _savepoint = null;
                await request.Transaction!.ReleaseAsync(savepoint);
            }
        }
        catch (Exception e) when (BecomesIncident(e))
        {
            await FaultAsync(item, context, e, completions);
            return;
        }

        if (context.OpenBookmarks > bookmarks && !context.IsCompleted)
        {
            AddJournal(context, "Suspended");
        }

        if (drain && _completions.Count > 0)
        {
            await DrainAsync();
        }
    }

    private ValueTask Call(WorkItem item, StepContext context)
    {
        var activity = context.Node.Activity;
        switch (item.Kind)
        {
            case WorkKind.Execute:
                context.Status = StepStatus.Running;
                Announce(context, "Started");
                return activity switch
                {
                    ILongActivity when TakesChunkLater(context) => ValueTask.CompletedTask,
                    ILongActivity longActivity => RunChunkAsync(longActivity, context),
                    IExternalActivity external => PrepareCallAsync(external, context),
                    _ => activity.ExecuteAsync(context),
                };
            case WorkKind.Resume:
                Announce(context, "Resumed");
                return activity.ResumeAsync(context, item.Resumption!);
            case WorkKind.ChildCompleted:
                PrepareInputs(context, renew: false);
                item.Child!.Burst = this;
                return activity.OnChildCompletedAsync(context, item.Child!);
            case WorkKind.LongChunk:
                PrepareInputs(context, renew: false);
                return RunChunkAsync((ILongActivity)activity, context);
            case WorkKind.ExternalAnswer:
                PrepareInputs(context, renew: false);
                context.Wait = StepWait.None;
                return ((IExternalActivity)activity).FinishAsync(context, item.Answer);
            case WorkKind.Compensate:
                context.Status = StepStatus.Running;
                AddJournal(context, "Compensating");
                return ((Compensable)activity).CompensateAsync(context);
            default:
                throw new InvalidOperationException($"There is no such work as {item.Kind}.");
        }
    }

    /// <summary>Adds the entry that a fault does not take back, then computes the inputs and adds them to it.</summary>
    private void Announce(StepContext context, string eventName)
    {
        AddJournal(context, eventName);
        var entry = Result.Journal.Count - 1;
        Undo.KeepJournal(Result);
        PrepareInputs(context, renew: true);
        if (context.Node.HasComputedInputs && context.ComputedInputs() is { } inputs)
        {
            Result.Journal[entry] = Result.Journal[entry] with { Payload = new System.Text.Json.Nodes.JsonObject { ["inputs"] = inputs } };
        }
    }

    private static void PrepareInputs(StepContext context, bool renew)
    {
        if (context.Node.HasComputedInputs && (renew || context.InputValues is null))
        {
            context.EvaluateInputs();
        }
    }

    private bool BecomesIncident(Exception exception)
    {
        if ((exception is OperationCanceledException && CancellationToken.IsCancellationRequested) || LedgerTransaction.IsTransient(exception))
        {
            return false; // The host stops, or another writer was in the way: the same work is simply done again.
        }

        return request.RecordFaults || Options.IsPermanent(exception);
    }

    private async ValueTask FaultAsync(WorkItem item, StepContext context, Exception exception, int completions)
    {
        _isInStep = false;
        if (_savepoint is not null)
        {
            var savepoint = _savepoint;
            _savepoint = null;
            await request.Transaction!.RollbackToAsync(savepoint);
        }

        Undo.Rollback(Result);
        for (var i = completions; i < _completions.Count; i++)
        {
            _completions[i].CompletionRequested = false;
            _completions[i].EndsSilently = false;
        }

        _completions.RemoveRange(completions, _completions.Count - completions);
        context.Status = StepStatus.Faulted;
        context.InputValues = null;
        State.Faults[context.Number] = item;
        AddJournal(context, "Faulted", exception.Message);
        Result.Incidents.Add(new Incident(
            context.Number, context.Node.Index, Options.CodeOf(exception), exception, Options.IsPermanent(exception), Now));
        _isStopped = !Graph.ContinuesOnFault;
        if (!State.IsCompensating && CompensatesOnFault(context.Node))
        {
            await StartCompensationAsync(WorkflowSubStatus.Faulted);
        }
    }
}
