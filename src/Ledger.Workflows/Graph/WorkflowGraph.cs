using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>A compiled definition version: immutable, shared by all its instances and threads.</summary>
public sealed class WorkflowGraph
{
    /// <summary>The id of the activity of type <c>Elsa.Workflow</c> around each definition.</summary>
    internal const string RootId = "Workflow1";

    private readonly Dictionary<string, int> _byNodeId;

    internal WorkflowGraph(string definitionId, string versionId, int version, string name, GraphNode[] nodes)
    {
        DefinitionId = definitionId;
        VersionId = versionId;
        Version = version;
        Name = name;
        Nodes = nodes;
        Activities = [.. nodes.Select(n => n.Activity)];
        _byNodeId = nodes.ToDictionary(n => n.NodeId, n => n.Index, StringComparer.Ordinal);
    }

    /// <summary>The logical id of the definition.</summary>
    public string DefinitionId { get; }

    /// <summary>The version id.</summary>
    public string VersionId { get; }

    /// <summary>The version number.</summary>
    public int Version { get; }

    /// <summary>The name people see.</summary>
    public string Name { get; }

    /// <summary>All activities by node index; the first is the root of type <c>Elsa.Workflow</c>.</summary>
    public IReadOnlyList<Activity> Activities { get; }

    /// <summary>The inputs the definition declares.</summary>
    public IReadOnlyList<ParameterDeclaration> Inputs { get; internal init; } = [];

    /// <summary>The outputs the definition declares.</summary>
    public IReadOnlyList<ParameterDeclaration> Outputs { get; internal init; } = [];

    /// <summary>The outcomes the definition declares.</summary>
    public IReadOnlyList<string> Outcomes { get; internal init; } = [];

    /// <summary>The variables of the workflow itself.</summary>
    public IReadOnlyList<VariableDeclaration> Variables => Nodes[0].Variables;

    /// <summary>The stimuli that start it.</summary>
    public IReadOnlyList<WorkflowTrigger> Triggers { get; internal init; } = [];

    /// <summary>The version ids of the definitions it uses as activities, its own not among them.</summary>
    public IReadOnlyList<string> UsedVersionIds { get; internal init; } = [];

    /// <summary>True when other branches go on after a fault (workflow option <c>incidentStrategyType</c>).</summary>
    public bool ContinuesOnFault { get; internal init; }

    /// <summary>True when a fault runs the undo branches of what was completed (option <c>compensateOnFault</c>).</summary>
    public bool CompensatesOnFault { get; internal init; }

    /// <summary>How its flowcharts run when neither they nor the instance say; null leaves it to the host.</summary>
    public FlowchartMode? Mode { get; internal init; }

    /// <summary>The workflow option <c>activationStrategyType</c>, or null (elsa-semantics.md §9.9).</summary>
    public string? ActivationStrategy { get; internal init; }

    internal GraphNode[] Nodes { get; }

    internal ParameterDeclaration? FindInput(string name, bool scriptName = false) => Find(Inputs, name, scriptName);

    internal ParameterDeclaration? FindOutput(string name) => Find(Outputs, name, scriptName: false);

    private static ParameterDeclaration? Find(IReadOnlyList<ParameterDeclaration> parameters, string name, bool scriptName)
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Name == name || (scriptName && parameter.Name.Length == name.Length && name.Length > 0 &&
                char.ToUpperInvariant(parameter.Name[0]) == name[0] && parameter.Name.AsSpan(1).SequenceEqual(name.AsSpan(1))))
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>The activity at a path of ids (see <see cref="Activity.NodeId"/>); null when there is none.</summary>
    public Activity? FindNode(string nodeId) => _byNodeId.TryGetValue(nodeId, out var index) ? Nodes[index].Activity : null;

    /// <summary>The first activity with an id; null when there is none.</summary>
    public Activity? FindActivity(string activityId) => Array.Find(Nodes, n => n.Activity.Id == activityId)?.Activity;

    /// <summary>The outcomes with which the activity at a node may be skipped or completed; null when any is possible.</summary>
    public IReadOnlyList<string>? OutcomesOf(int nodeIndex) => Nodes[nodeIndex].Outcomes;
}
