using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Finishes the whole run at once; what is queued or waits is dropped.</summary>
[Activity("Elsa.Finish", Category = "Flow", IsTerminal = true)]
public sealed class Finish : Activity
{
    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var step = (StepContext)context;
        step.Burst.FinishWith(step);
        return ValueTask.CompletedTask;
    }
}
