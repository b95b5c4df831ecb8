namespace Ledger.Workflows.Activities;

/// <summary>Brings branches of a flowchart together; the flowchart itself looks at <see cref="Mode"/>.</summary>
[Activity("Elsa.FlowJoin", Category = "Flow")]
public sealed class FlowJoin : CodeActivity
{
    /// <summary>When the flow goes on.</summary>
    [Input(UIHint = "dropdown", Options = ["WaitAny", "WaitAll", "WaitAllActive"], Default = "WaitAny")]
    public Input<FlowJoinMode>? Mode { get; set; }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context) => ValueTask.CompletedTask;
}
