using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Prints a line. It is printed after the commit, so that a burst that is undone prints nothing.</summary>
[Activity("Elsa.WriteLine", Category = "Primitives")]
public sealed class WriteLine : CodeActivity
{
    /// <summary>The text.</summary>
    [Input(UIHint = "multiline")]
    public Input<string>? Text { get; set; }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        ((StepContext)context).Burst.WriteLine((StepContext)context, context.Get(Text) ?? string.Empty);
        return ValueTask.CompletedTask;
    }
}
