using Jint;
using Jint.Native;
using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>One evaluation of a script.</summary>
internal static class ScriptRun
{
    public static object? Evaluate(Script script, StepContext? context, WorkflowOptions options, DateTimeOffset now)
    {
        var engine = new Engine(o => o.MaxStatements(options.ScriptStatementsMax).LimitRecursion(options.ScriptRecursionMax).TimeoutInterval(options.ScriptTimeMax));
        if (context is not null)
        {
            foreach (var name in script.Names)
            {
                if (name.StartsWith("get", StringComparison.Ordinal) && context.TryFindScriptVariable(name[3..], out var place))
                {
                    engine.SetValue(name, new Func<object?>(() => place.Value));
                }
                else if (name.StartsWith("get", StringComparison.Ordinal) && context.TryGetWorkflowInput(name[3..], true, out var input))
                {
                    engine.SetValue(name, new Func<object?>(() => input));
                }
            }
        }

        var result = engine.Execute(script.Program).GetCompletionValue().ToObject();
        return result;
    }
}
