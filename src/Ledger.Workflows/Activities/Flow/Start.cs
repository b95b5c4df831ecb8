namespace Ledger.Workflows.Activities;

/// <summary>Where a flowchart starts.</summary>
[Activity("Elsa.Start", Category = "Flow", IsStart = true)]
public sealed class Start : CodeActivity
{
    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context) => ValueTask.CompletedTask;
}
