using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Counts from Start to End and runs its body at each number. Without a body it completes at once.</summary>
[Activity("Elsa.For", Category = "Looping", IsContainer = true)]
public sealed class For : Activity, ILoop
{
    /// <summary>The first number.</summary>
    [Input]
    public Input<long> Start { get; set; } = Input<long>.Of(0);

    /// <summary>The last number.</summary>
    [Input]
    public Input<long> End { get; set; } = Input<long>.Of(0);

    /// <summary>The difference between two numbers; negative counts down; never 0.</summary>
    [Input]
    public Input<long> Step { get; set; } = Input<long>.Of(1);

    /// <summary>False to leave the last number out.</summary>
    [Input(UIHint = "checkbox")]
    public Input<bool> OuterBoundInclusive { get; set; } = Input<bool>.Of(true);

    /// <summary>Runs at each number; sees CurrentValue.</summary>
    [Port]
    public Activity? Body { get; set; }

    /// <summary>The number of the turn.</summary>
    [Output]
    public Output<object>? CurrentValue { get; set; }

    string[] ILoop.VariableNames => LoopBody.ValueOnly;

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => Turn(context, context.Get(Start));

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        if (((StepContext)context).IsBreaking)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        return Turn(context, checked(LoopBody.PositionOf(context) + context.Get(Step)));
    }

    private ValueTask Turn(ActivityContext context, long number)
    {
        var (end, step) = (context.Get(End), context.Get(Step));
        if (step == 0)
        {
            throw new WorkflowException("loop.step-zero", $"The loop {Id} would never end: its step is 0.", Id);
        }

        var isInside = context.Get(OuterBoundInclusive)
            ? step > 0 ? number <= end : number >= end
            : step > 0 ? number < end : number > end;
        if (!isInside || Body is null)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        LoopBody.MoveTo(context, number);
        LoopBody.Schedule(context, Body, number, null, CurrentValue);
        return ValueTask.CompletedTask;
    }
}
