namespace Ledger.Workflows.Activities;

/// <summary>Goes on at True or False.</summary>
[Activity("Elsa.FlowDecision", Category = "Branching", Outcomes = ["True", "False"])]
public sealed class FlowDecision : Activity
{
    /// <summary>The condition.</summary>
    [Input(UIHint = "checkbox")]
    public Input<bool>? Condition { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context)
    {
        context.Complete(context.Get(Condition) ? "True" : "False");
        return ValueTask.CompletedTask;
    }
}
