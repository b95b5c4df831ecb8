using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

/// <summary>What an <see cref="IGraphPart"/> sees of the compilation.</summary>
internal sealed class NodeBuilder(CompilationRun run, CompilationScope scope, GraphNode node, JsonObject source, int depth)
{
    public GraphNode Node { get; } = node;

    public JsonObject Source { get; } = source;

    public WorkflowOptions Options => run.Options;

    /// <summary>Compiles an embedded activity; null when there is none or it has a problem.</summary>
    public Activity? Child(JsonNode? json) => json is JsonObject obj ? run.CompileActivity(obj, Node, scope, depth + 1) : null;

    public GraphNode NodeOf(Activity activity) => run.NodeAt(activity.NodeIndex);

    /// <summary>Compiles an expression outside the declared inputs, such as the condition of a case.</summary>
    public CompiledExpression Expression(JsonNode? json, Type type, string place) =>
        run.CompileExpression(json, type, Node, scope, $"{Node.Activity.Id}.{place}").Compiled;

    public void Problem(string code, string place, string message, params object?[] arguments) =>
        run.Problem(code, Node.DefinitionScope + (place.Length == 0 ? Node.Activity.Id : $"{Node.Activity.Id}.{place}"), message, arguments);

    /// <summary>Notes that this node sets a variable, for the checks.</summary>
    public void Writes(string id, string? name) => run.Writes(Node, id, name);

    /// <summary>True when a variable of that id or name is declared around this node.</summary>
    public bool KnowsVariable(string idOrName) => CompilationRun.KnowsVariable(Node, idOrName);
}
