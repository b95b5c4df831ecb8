using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Activities;

/// <summary>Sets an output of the workflow: of the nearest workflow around it that declares it, else of the run.</summary>
[Activity("Elsa.SetOutput", Category = "Primitives")]
public sealed class SetOutput : CodeActivity
{
    /// <summary>The name of the output.</summary>
    [Input(UIHint = "output-picker", Required = true, Order = 0)]
    public Input<string>? OutputName { get; set; }

    /// <summary>Its value.</summary>
    [Input(UIHint = "multiline", Order = 1)]
    public Input<object>? OutputValue { get; set; }

    /// <inheritdoc/>
    protected override ValueTask RunAsync(ActivityContext context)
    {
        ((StepContext)context).WriteWorkflowOutput(context.Get(OutputName) ?? string.Empty, context.Get(OutputValue));
        return ValueTask.CompletedTask;
    }
}
