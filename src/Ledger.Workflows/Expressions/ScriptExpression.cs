using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>The value of a script.</summary>
internal sealed class ScriptExpression(Script script, string place) : CompiledExpression
{
    public Script Script { get; } = script;

    public string Place { get; } = place;

    public override object? Evaluate(StepContext context) => ScriptRun.Evaluate(Script, context, context.Burst.Options, context.Now);

    public object? EvaluateWithoutInstance(WorkflowOptions options, DateTimeOffset now) => ScriptRun.Evaluate(Script, null, options, now);
}
