using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Execution;

internal sealed partial class Burst
{
    private bool TakesChunkLater(StepContext context)
    {
        if (!_hasRunChunk)
        {
            return false;
        }

        context.Wait = StepWait.LongStep;
        AddLongContinuation(context);
        return true;
    }

    private async ValueTask RunChunkAsync(ILongActivity activity, StepContext context)
    {
        _hasRunChunk = true;
        context.Wait = StepWait.None;
        var step = await activity.RunChunkAsync(context, context.Cursor?.DeepClone());
        context.ProgressDone = step.Done;
        context.ProgressTotal = step.Total ?? context.ProgressTotal;
        if (step.IsFinished)
        {
            context.Cursor = null;
            if (step.Outcome is null)
            {
                context.Complete();
            }
            else
            {
                context.Complete(step.Outcome);
            }

            return;
        }

        context.Cursor = step.Cursor;
        context.Wait = StepWait.LongStep;
        AddLongContinuation(context);
    }

    private void AddLongContinuation(StepContext context) =>
        Result.Continuations.Add(new Continuation(context.Number, context.Node.Index, context.ProgressDone, context.ProgressTotal));

    private async ValueTask PrepareCallAsync(IExternalActivity activity, StepContext context)
    {
        var call = await activity.PrepareAsync(context);
        if (context.IsCompleted)
        {
            return;
        }

        context.Wait = StepWait.ExternalCall;
        Result.ExternalCalls.Add(new ExternalCall(context.Number, context.Node.Index, context.ExecutionId, call));
    }
}
