using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Runs its body as long as the condition holds; it is evaluated before each turn.</summary>
[Activity("Elsa.While", Category = "Looping", IsContainer = true)]
public sealed class While : Activity, ILoop
{
    /// <summary>The condition.</summary>
    [Input(UIHint = "checkbox", AutoEvaluate = false)]
    public Input<bool>? Condition { get; set; }

    /// <summary>Runs at each turn. Without a body the loop completes at once.</summary>
    [Port]
    public Activity? Body { get; set; }

    string[] ILoop.VariableNames => [];

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => TurnAsync(context);

    /// <inheritdoc/>
    protected internal override ValueTask OnChildCompletedAsync(ActivityContext context, ActivityContext child)
    {
        if (((StepContext)context).IsBreaking)
        {
            context.Complete();
            return ValueTask.CompletedTask;
        }

        return TurnAsync(context);
    }

    private async ValueTask TurnAsync(ActivityContext context)
    {
        if (Body is not null && await context.EvaluateAsync(Condition))
        {
            context.Schedule(Body);
        }
        else
        {
            context.Complete();
        }
    }
}
