using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>A literal, already of the input's type.</summary>
internal sealed class ConstantExpression(object? value) : CompiledExpression
{
    public object? Value { get; } = value;

    public override object? Evaluate(StepContext context) => Value;
}
