using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Expressions;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Validation;

/// <summary>A compiled definition with what is known around it, and the problems the rules find.</summary>
internal sealed class CheckedDefinition
{
    private readonly List<DefinitionProblem> _problems = [];
    private readonly Dictionary<Script, ScriptSurvey> _surveys = new(ReferenceEqualityComparer.Instance);

    public CheckedDefinition(JsonObject json, GraphCompilation compilation, ProblemPlaces places)
    {
        Json = json;
        Graph = compilation.Graph;
        Places = places;

        // Definitions used as activities are checked when they are published themselves.
        Nodes = [.. compilation.Parts.Nodes.Where(n => n.DefinitionScope.Length == 0)];
        Scripts = [.. compilation.Parts.Scripts.Where(s => s.Node.DefinitionScope.Length == 0)];
        VariableUses = [.. compilation.Parts.Variables.Where(v => v.Node.DefinitionScope.Length == 0)];
        Children = compilation.Parts.Nodes.Where(n => n.Parent is not null).ToLookup(n => n.Parent!.Index);
        foreach (var script in Scripts)
        {
            _surveys.TryAdd(script.Script, script.Script.Survey());
        }
    }

    public JsonObject Json { get; }

    /// <summary>Null when it could not be compiled.</summary>
    public WorkflowGraph? Graph { get; }

    public ProblemPlaces Places { get; }

    public IReadOnlyList<GraphNode> Nodes { get; }

    public IReadOnlyList<CompiledScript> Scripts { get; }

    public IReadOnlyList<VariableUse> VariableUses { get; }

    /// <summary>The nodes embedded in a node, those of used definitions too.</summary>
    public ILookup<int, GraphNode> Children { get; }

    public SurroundingFacts Facts { get; init; } = SurroundingFacts.None;

    public required DateTimeOffset Now { get; init; }

    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    public string DefinitionId => Workflows.Graph.Json.Text(Json, "definitionId") ?? string.Empty;

    public ScriptSurvey SurveyOf(Script script) =>
        _surveys.TryGetValue(script, out var survey) ? survey : _surveys[script] = script.Survey();

    /// <summary>What people call a step.</summary>
    public string NameOf(GraphNode node) => Places.NameOf(node.Activity.Id);

    public void Error(GraphNode? node, string code, string message, params object?[] arguments) =>
        Add(ProblemSeverity.Error, node, null, code, message, arguments);

    public void Warn(GraphNode? node, string code, string message, params object?[] arguments) =>
        Add(ProblemSeverity.Warning, node, null, code, message, arguments);

    public void ErrorAt(GraphNode? node, string place, string code, string message, params object?[] arguments) =>
        Add(ProblemSeverity.Error, node, place, code, message, arguments);

    public void WarnAt(GraphNode? node, string place, string code, string message, params object?[] arguments) =>
        Add(ProblemSeverity.Warning, node, place, code, message, arguments);

    /// <summary>The input of a node by its property; null when it has none.</summary>
    public static CompiledInput? InputOf(GraphNode node, string name) => Array.Find(node.Inputs, i => i.Name == name);

    /// <summary>The value of an input when it is the same in every run; false when it is computed.</summary>
    public static bool TryConstant(CompiledInput? input, out object? value)
    {
        value = null;
        return input is null || TryConstant(input.Expression, out value);
    }

    /// <summary>The value of an expression when it is the same in every run; false when it is computed.</summary>
    public static bool TryConstant(CompiledExpression expression, out object? value)
    {
        switch (expression)
        {
            case ConstantExpression constant:
                value = constant.Value;
                return true;
            case ObjectExpression structure:
                value = structure.Evaluate(null!);
                return true;
            case ScriptExpression { Script.Value: Jint.Parser.Ast.Literal literal }:
                value = literal.Value;
                return true;
            default:
                value = null;
                return false;
        }
    }

    /// <summary>The texts of a list input; null when it is computed, empty when it is not given.</summary>
    public static IReadOnlyList<string>? TextsOf(GraphNode node, string name)
    {
        var input = InputOf(node, name);
        return !TryConstant(input, out var value) ? null
            : ValueConverter.TryConvert(value, typeof(string[]), out var texts) && texts is string[] list
                ? [.. list.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t.Trim())] : [];
    }

    private void Add(ProblemSeverity severity, GraphNode? node, string? place, string code, string message, object?[] arguments)
    {
        var id = node?.Parent is null ? null : node.Activity.Id;
        _problems.Add(new DefinitionProblem(code, place ?? id ?? "definition", message, arguments)
        {
            Severity = severity,
            ActivityId = id,
            ActivityName = id is null ? null : Places.NameOf(id),
        });
    }
}
