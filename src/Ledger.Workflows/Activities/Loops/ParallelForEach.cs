using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs its body for all items side by side; each has its own CurrentValue and CurrentIndex, stored with the instance.</summary>
[Activity("Elsa.ParallelForEach", Category = "Looping", IsContainer = true)]
public sealed class ParallelForEach : Activity, ILoop
{
    /// <summary>The items; none or null completes at once.</summary>
    [Input(UIHint = "multitext")]
    public Input<object>? Items { get; set; }

    /// <summary>Runs for each item.</summary>
    [Port]
    public Activity? Body { get; set; }

    string[] ILoop.VariableNames => LoopBody.ValueAndIndex;

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        var items = LoopItems.Of(context.Get(Items));
        if (items is null || items.Count == 0 || Body is null)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        for (var i = 0; i < items.Count; i++)
        {
            LoopBody.Schedule(context, Body, items[i], i, null);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        if (context is StepContext { IsBreaking: true } or StepContext { OpenChildren: 0, QueuedItems: 0 })
        {
            context.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
