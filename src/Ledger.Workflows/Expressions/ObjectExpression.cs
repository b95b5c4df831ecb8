using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;

namespace Ledger.Workflows.Expressions;

/// <summary>A JSON value that a step may change, hence a fresh one for each evaluation.</summary>
internal sealed class ObjectExpression(JsonNode? value) : CompiledExpression
{
    public override object? Evaluate(StepContext context) => value?.DeepClone();
}
