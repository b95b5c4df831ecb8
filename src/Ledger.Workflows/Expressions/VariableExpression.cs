using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>The value of a variable in scope, found by its id, else by its name.</summary>
internal sealed class VariableExpression(string? id, string? name) : CompiledExpression
{
    /// <summary>The id and the name it is looked up by.</summary>
    public IEnumerable<string> Names => new[] { id, name }.OfType<string>();

    public override object? Evaluate(StepContext context)
    {
        if ((id is not null && context.TryFindVariable(id, byId: true, out var place)) ||
            (name is not null && context.TryFindVariable(name, byId: false, out place)) ||
            (id is not null && context.TryFindVariable(id, byId: false, out place)))
        {
            return place.Value;
        }

        throw new WorkflowException("variable.unknown", $"The variable '{name ?? id}' is not in scope.", name ?? id);
    }
}
