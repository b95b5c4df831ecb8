namespace Ledger.Workflows.Activities;

/// <summary>Ends the container it stands in.</summary>
[Activity("Elsa.End", Category = "Flow", IsTerminal = true)]
public sealed class End : CodeActivity
{
    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context) => ValueTask.CompletedTask;
}
