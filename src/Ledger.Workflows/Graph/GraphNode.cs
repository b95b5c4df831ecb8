using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>All that the interpreter needs of one activity, worked out once.</summary>
internal sealed class GraphNode(Activity activity, int index, GraphNode? parent, string definitionScope)
{
    public Activity Activity { get; } = activity;

    public int Index { get; } = index;

    public GraphNode? Parent { get; } = parent;

    /// <summary>The definition the node was written in; ids and names are looked up inside it.</summary>
    public string DefinitionScope { get; } = definitionScope;

    public CompiledInput[] Inputs { get; set; } = [];

    public CompiledOutput[] Outputs { get; set; } = [];

    public VariableDeclaration[] Variables { get; set; } = [];

    public object?[] VariableDefaults { get; set; } = [];

    /// <summary>True when an input has to be computed before each invocation.</summary>
    public bool HasComputedInputs { get; set; }

    /// <summary>End, Finish, Complete, Break: its flowchart or sequence ends with it.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>The root or a workflow used as an activity: variables are not looked up beyond it, Complete ends it.</summary>
    public bool IsComposite => Activity is Composite;

    /// <summary>The outcomes a connection may name; null when any is possible.</summary>
    public IReadOnlyList<string>? Outcomes { get; set; }

    /// <summary>True when a script asks for the outputs by this activity's name or id: they are stored with the instance then.</summary>
    public bool KeepsOutputs { get; set; }

    /// <summary>True when a fault inside it undoes the run (custom property <c>compensateOnFault</c>).</summary>
    public bool CompensatesOnFault { get; set; }

    public string NodeId => Activity.NodeId;

    public int FindInput(IInput input)
    {
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (ReferenceEquals(Inputs[i].Input, input))
            {
                return i;
            }
        }

        return -1;
    }

    public int FindVariable(string idOrName, bool byId)
    {
        for (var i = 0; i < Variables.Length; i++)
        {
            if (string.Equals(byId ? Variables[i].Id : Variables[i].Name, idOrName, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
