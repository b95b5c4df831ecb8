namespace Ledger.Workflows.Activities;

/// <summary>Names the run in lists.</summary>
[Activity("Elsa.SetName", Category = "Primitives")]
public sealed class SetName : CodeActivity
{
    /// <summary>The name.</summary>
    [Input]
    public Input<string>? Value { get; set; }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        context.Workflow.Name = context.Get(Value);
        return ValueTask.CompletedTask;
    }
}
