using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

/// <summary>What a compilation found on its way: nodes by number, scripts with the node they belong to, variables by name.</summary>
internal sealed record CompiledParts(
    IReadOnlyList<GraphNode> Nodes, IReadOnlyList<CompiledScript> Scripts, IReadOnlyList<VariableUse> Variables);

/// <summary>A script and the node it is an input of.</summary>
internal readonly record struct CompiledScript(Script Script, GraphNode Node, string Place);

/// <summary>A variable that an expression reads or a step sets, as the definition names it.</summary>
internal readonly record struct VariableUse(GraphNode Node, string? Id, string? Name, string Place, bool IsWrite);
