namespace Ledger.Workflows.Activities;

/// <summary>Gives the run its business key, by which stimuli and people find it.</summary>
[Activity("Elsa.Correlate", Category = "Primitives")]
public sealed class Correlate : CodeActivity
{
    /// <summary>The business key.</summary>
    [Input]
    public Input<string>? CorrelationId { get; set; }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        context.Workflow.CorrelationId = context.Get(CorrelationId);
        return ValueTask.CompletedTask;
    }
}
