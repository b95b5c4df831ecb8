using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

/// <summary>Gives triggers their inputs without an instance.</summary>
internal sealed class CompileTimeContext(GraphNode node, WorkflowOptions options, TimeProvider clock) : TriggerContext
{
    public override T? Get<T>(Input<T>? input)
        where T : default
    {
        if (input is null || node.FindInput(input) is not (>= 0 and var index))
        {
            return default;
        }

        var compiled = node.Inputs[index];
        var value = compiled.Expression switch
        {
            ConstantExpression constant => constant.Value,
            ScriptExpression script => ValueConverter.Convert(script.EvaluateWithoutInstance(options, clock.GetUtcNow()), typeof(T)),
            ObjectExpression obj => ValueConverter.Convert(obj.Evaluate(null!), typeof(T)),
            _ => throw new WorkflowException("trigger.needs-instance", $"The input '{compiled.Name}' of a trigger cannot refer to variables or inputs.", compiled.Name),
        };
        return (T?)value;
    }
}
