using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Graph;

/// <summary>The compilation of one definition: nodes and problems as they are found.</summary>
internal sealed partial class CompilationRun(
    ActivityRegistry registry, IDefinitionLookup definitions, WorkflowOptions options, TimeProvider clock)
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _usedVersions = new(StringComparer.Ordinal);
    private readonly List<CompiledScript> _scripts = [];
    private readonly List<VariableUse> _variableUses = [];

    public WorkflowOptions Options { get; } = options;

    public GraphCompilation Compile(JsonObject definition)
    {
        var scope = new CompilationScope(definition, string.Empty, null);
        CollectIds(Json.Get(definition, "root"), scope.GivenIds);
        var root = new WorkflowActivity { Id = WorkflowGraph.RootId, Type = WorkflowActivity.TypeName, Source = definition };
        var node = AddNode(root, null, scope);
        DeclareVariables(node, definition, scope);
        node.Outcomes = OutcomesOf(definition);
        var inputs = Parameters(definition, "inputs");
        var outputs = Parameters(definition, "outputs");
        scope.GivenIds.Add(root.Id);
        scope.Ids.Add(root.Id);
        if (Json.Object(definition, "root") is { } rootJson)
        {
            root.Root = CompileActivity(rootJson, node, scope, 1);
        }
        else
        {
            Problem("root.missing", "root", "The definition has no root activity.");
        }

        FindKeptOutputs();
        var triggers = _problems.Count == 0 ? FindTriggers() : [];
        if (_problems.Count > 0)
        {
            return new GraphCompilation(null, _problems) { Parts = Parts() };
        }

        var settings = Json.Object(definition, "options") ?? [];
        var graph = new WorkflowGraph(
            scope.DefinitionId, scope.VersionId, Json.Integer(definition, "version") ?? 1, Json.Text(definition, "name") ?? scope.DefinitionId, [.. _nodes])
        {
            Inputs = inputs,
            Outputs = outputs,
            Outcomes = OutcomesOf(definition) ?? [],
            Triggers = triggers,
            UsedVersionIds = [.. _usedVersions],
            ContinuesOnFault = (Json.Text(settings, "incidentStrategyType") ?? string.Empty).Contains("Continue", StringComparison.Ordinal),
            CompensatesOnFault = Json.Flag(settings, "compensateOnFault"),
            ActivationStrategy = Json.Text(settings, "activationStrategyType"),
            Mode = Flowchart.ParseMode(Json.Object(definition, "customProperties") is { } custom ? Json.Get(custom, Flowchart.ModeProperty) : null),
        };
        return new GraphCompilation(graph, _problems) { Parts = Parts() };
    }

    public void Problem(string code, string place, string message, params object?[] arguments) =>
        _problems.Add(new DefinitionProblem(code, place, message, arguments));

    /// <summary>True when <paramref name="idOrName"/> is declared by a container around the node, inside its definition.</summary>
    public static bool KnowsVariable(GraphNode from, string idOrName)
    {
        for (var node = from; node is not null; node = node.Parent)
        {
            if (node.FindVariable(idOrName, byId: true) >= 0 || node.FindVariable(idOrName, byId: false) >= 0 ||
                (node.Activity is ILoop loop && node != from && Array.IndexOf(loop.VariableNames, idOrName) >= 0))
            {
                return true;
            }

            if (node.IsComposite && node != from)
            {
                return false;
            }
        }

        return false;
    }

    public void Writes(GraphNode node, string id, string? name) => _variableUses.Add(new VariableUse(node, id, name, node.Activity.Id, IsWrite: true));

    public GraphNode NodeAt(int index) => _nodes[index];

    private CompiledParts Parts() => new(_nodes, _scripts, _variableUses);

    private GraphNode AddNode(Activity activity, GraphNode? parent, CompilationScope scope)
    {
        var node = new GraphNode(activity, _nodes.Count, parent, scope.Prefix);
        _nodes.Add(node);
        activity.NodeIndex = node.Index;
        activity.Container = parent?.Activity;
        activity.NodeId = parent is null ? activity.Id : $"{parent.NodeId}:{activity.Id}";
        return node;
    }

    private void DeclareVariables(GraphNode node, JsonObject json, CompilationScope scope)
    {
        var declared = new List<VariableDeclaration>();
        foreach (var item in Json.Items(Json.Get(json, "variables")).OfType<JsonObject>())
        {
            var number = declared.Count + 1;
            var name = Json.Text(item, "name") is { Length: > 0 } given ? given : $"Variable{number}";
            var id = Json.Text(item, "id") is { Length: > 0 } givenId ? givenId : $"{node.Activity.Id}:variable-{number}";
            var type = TypeNames.Resolve(Json.Text(item, "typeName"), Json.Flag(item, "isArray"));
            var place = node.Parent is null ? $"variables.{name}" : $"{node.Activity.Id}.variables.{name}";
            if (declared.Exists(d => d.Name == name || d.Id == id))
            {
                Problem("variable.duplicate", scope.Prefix + place, $"The variable '{name}' is declared twice.", name);
                continue;
            }

            if (!ValueConverter.TryConvert(Json.Get(item, "value") is { } value ? ValueConverter.Plain(value) : null, type, out var initial))
            {
                Problem("variable.value-invalid", scope.Prefix + place, $"The value of the variable '{name}' is no {type.Name}.", name, type.Name);
            }

            declared.Add(new VariableDeclaration(id, name, type, initial is JsonNode node2 ? node2.DeepClone() : initial));
        }

        node.Variables = [.. node.Variables, .. declared];
        node.VariableDefaults = [.. node.Variables.Select(v => v.Default)];
    }

    private List<ParameterDeclaration> Parameters(JsonObject definition, string member)
    {
        var result = new List<ParameterDeclaration>();
        foreach (var item in Json.Items(Json.Get(definition, member)).OfType<JsonObject>())
        {
            if (Json.Text(item, "name") is not { Length: > 0 } name)
            {
                Problem("parameter.unnamed", member, $"One of the {member} has no name.");
                continue;
            }

            var type = TypeNames.Resolve(Json.Text(item, "type"), Json.Flag(item, "isArray"));
            // Elsa's format has neither: definitions carry both among the custom properties, which the studio keeps.
            var custom = Json.Object(item, "customProperties") ?? [];
            var given = (Json.Get(item, "defaultValue") ?? Json.Get(custom, "default")) is { } value ? ValueConverter.Plain(value) : null;
            object? initial = null;
            if (given is not null && given is not "" && !ValueConverter.TryConvert(given, type, out initial))
            {
                Problem("parameter.default-invalid", $"{member}.{name}", $"The default value of '{name}' is no {type.Name}.", name, type.Name);
            }

            result.Add(new ParameterDeclaration(
                name, type, Json.Text(item, "displayName"), Json.Text(item, "description"),
                Json.Flag(item, "isRequired") || Json.Flag(custom, "required"), initial));
        }

        return result;
    }

    private static List<string>? OutcomesOf(JsonObject definition) =>
        Json.Items(Json.Get(definition, "outcomes")).Select(Json.Text).OfType<string>().ToList() is { Count: > 0 } list ? list : null;

    internal static void CollectIds(JsonNode? json, HashSet<string> ids)
    {
        switch (json)
        {
            case JsonObject obj:
                if (obj.ContainsKey("type") && Json.Text(obj, "id") is { Length: > 0 } id)
                {
                    ids.Add(id);
                }

                foreach (var (_, value) in obj)
                {
                    CollectIds(value, ids);
                }

                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    CollectIds(item, ids);
                }

                break;
        }
    }

    private List<WorkflowTrigger> FindTriggers()
    {
        var triggers = new List<WorkflowTrigger>();
        foreach (var node in _nodes)
        {
            if (!node.Activity.CanStartWorkflow || node.Activity is not ITrigger trigger)
            {
                continue;
            }

            try
            {
                foreach (var request in trigger.GetTriggers(new CompileTimeContext(node, Options, clock)))
                {
                    triggers.Add(new WorkflowTrigger(
                        node.Activity.Id, request.Name, request.Payload, BookmarkHash.Compute(request.Name, request.HashPayload ?? request.Payload)));
                }
            }
            catch (WorkflowException e)
            {
                Problem("trigger.invalid", node.DefinitionScope + node.Activity.Id, $"The trigger cannot be evaluated: {e.Message}", e.Message);
            }
        }

        return triggers;
    }

    private void FindKeptOutputs()
    {
        foreach (var (script, from, _) in _scripts)
        {
            foreach (var node in _nodes)
            {
                if (node.DefinitionScope == from.DefinitionScope && script.ReadsOutputsOf(node.Activity))
                {
                    node.KeepsOutputs = true;
                }
            }
        }
    }
}
