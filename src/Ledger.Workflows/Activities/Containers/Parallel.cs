using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs its activities side by side and ends when all have ended.</summary>
[Activity("Elsa.Parallel", Category = "Containers", IsContainer = true, IsBrowsable = false)]
public sealed class Parallel : Activity
{
    /// <summary>The activities.</summary>
    [Port]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        foreach (var activity in Activities)
        {
            context.Schedule(activity);
        }

        if (Activities.Count == 0)
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        var step = (StepContext)context;
        if (step.IsBreaking || (step.OpenChildren == 0 && step.QueuedItems == 0))
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
