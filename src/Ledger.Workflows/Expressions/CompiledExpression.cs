using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>An expression ready to be evaluated: parsed and checked when the definition was compiled.</summary>
internal abstract class CompiledExpression
{
    /// <summary>The value in the scope of <paramref name="context"/>, not yet converted to the input's type.</summary>
    public abstract object? Evaluate(StepContext context);
}
