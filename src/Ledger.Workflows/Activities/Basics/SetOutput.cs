using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Sets an output of the workflow: of the nearest workflow around it that declares it, else of the run.</summary>
[Activity("Elsa.SetOutput", Category = "Composition")]
public sealed class SetOutput : CodeActivity
{
    /// <summary>The name of the output.</summary>
    [Input(Required = true)]
    public Input<string>? OutputName { get; set; }

    /// <summary>Its value.</summary>
    [Input]
    public Input<object>? OutputValue { get; set; }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        ((StepContext)context).WriteWorkflowOutput(context.Get(OutputName) ?? string.Empty, context.Get(OutputValue));
        return ValueTask.CompletedTask;
    }
}
