using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

/// <summary>An input of one node, ready to be evaluated.</summary>
internal sealed class CompiledInput(string name, IInput input, Type type, CompiledExpression expression, bool autoEvaluate, bool isSensitive)
{
    public string Name { get; } = name;

    /// <summary>The object the activity holds; how <c>context.Get(input)</c> finds this.</summary>
    public IInput Input { get; } = input;

    public Type Type { get; } = type;

    public CompiledExpression Expression { get; } = expression;

    public bool AutoEvaluate { get; } = autoEvaluate;

    public bool IsSensitive { get; } = isSensitive;

    /// <summary>True when the value is the same for ever and was converted at compile time.</summary>
    public bool IsConstant { get; } = expression is ConstantExpression;

    public object? Constant { get; } = (expression as ConstantExpression)?.Value;
}
