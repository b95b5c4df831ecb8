namespace Ledger.Workflows.Activities;

/// <summary>Fails on purpose: an incident with the given code and message.</summary>
[Activity("Elsa.Fault", Category = "Primitives")]
public sealed class Fault : Activity
{
    /// <summary>The code of the incident.</summary>
    [Input]
    public Input<string>? Code { get; set; }

    /// <summary>A category of the process owner's.</summary>
    [Input]
    public Input<string>? Category { get; set; }

    /// <summary>A type of the process owner's.</summary>
    [Input]
    public Input<string>? FaultType { get; set; }

    /// <summary>What went wrong.</summary>
    [Input]
    public Input<string>? Message { get; set; }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => throw new WorkflowException(
        context.Get(Code) is { Length: > 0 } code ? code : "workflow.fault",
        context.Get(Message) is { Length: > 0 } message ? message : "The process reported a fault.",
        context.Get(Message), context.Get(Category), context.Get(FaultType));
}
