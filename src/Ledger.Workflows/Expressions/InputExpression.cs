using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>The value of an input of the workflow (or of the workflow used as an activity that the step is in).</summary>
internal sealed class InputExpression(string name) : CompiledExpression
{
    public string Name { get; } = name;

    public override object? Evaluate(StepContext context) => context.GetWorkflowInput(Name);
}
