using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs its activities one after another; End and Break end it early.</summary>
[Activity("Elsa.Sequence", Category = "Containers", IsContainer = true, IsBrowsable = false)]
public sealed class Sequence : Activity
{
    /// <summary>The activities in order.</summary>
    [Port]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        Next(context, 0);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        if (((StepContext)child).Node.IsTerminal || ((StepContext)context).IsBreaking)
        {
            context.Complete();
        }
        else
        {
            Next(context, IndexOf(child.Activity) + 1);
        }

        return ValueTask.CompletedTask;
    }

    private void Next(ActivityContext context, int index)
    {
        if (index >= Activities.Count)
        {
            context.Complete();
        }
        else
        {
            context.Schedule(Activities[index]);
        }
    }

    private int IndexOf(Activity activity)
    {
        for (var i = 0; i < Activities.Count; i++)
        {
            if (ReferenceEquals(Activities[i], activity))
            {
                return i;
            }
        }

        return Activities.Count;
    }
}
