using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>The value of a script.</summary>
internal sealed class ScriptExpression(Script script) : CompiledExpression
{
    public Script Script { get; } = script;

    public override object? Evaluate(StepContext context) => Evaluate(context, null);

    /// <summary>As the other overload; the script may choose outcomes.</summary>
    public object? Evaluate(StepContext context, List<string>? outcomes)
    {
        if (SimpleScript.TryEvaluate(Script, context, out var value))
        {
            return value;
        }

        return new ScriptRun(Script, context, context.Burst.Options, context.Now, outcomes).Evaluate();
    }

    public object? EvaluateWithoutInstance(WorkflowOptions options, DateTimeOffset now) =>
        new ScriptRun(Script, null, options, now, null).Evaluate();
}
