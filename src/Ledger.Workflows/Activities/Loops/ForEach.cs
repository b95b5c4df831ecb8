using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs its body for each item, one after another. The items are evaluated again in each later burst; their number is read anew at each turn.</summary>
[Activity("Elsa.ForEach", Category = "Looping", IsContainer = true)]
public sealed class ForEach : Activity, ILoop
{
    /// <summary>The items.</summary>
    [Input(UIHint = "multitext")]
    public Input<object>? Items { get; set; }

    /// <summary>Runs for each item; sees CurrentValue and CurrentIndex.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <summary>The item of the turn.</summary>
    [Output]
    public Output<object>? CurrentValue { get; set; }

    string[] ILoop.VariableNames => LoopBody.ValueAndIndex;

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => Turn(context, 0);

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        if (((StepContext)context).IsBreaking)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        return Turn(context, LoopBody.PositionOf(context) + 1);
    }

    private ValueTask Turn(ActivityContext context, long position)
    {
        var items = LoopItems.Of(context.Get(Items))
            ?? throw new WorkflowException("loop.items-missing", $"The loop {Id} has no items.", Id);
        if (position >= items.Count || Body is null)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        LoopBody.MoveTo(context, position);
        LoopBody.Schedule(context, Body, items[(int)position], position, CurrentValue);
        return ValueTask.CompletedTask;
    }
}
