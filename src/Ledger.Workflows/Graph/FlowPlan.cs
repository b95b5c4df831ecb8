using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>How a join of a flowchart's activity is decided in token mode (elsa-semantics.md §4.6).</summary>
internal enum MergeMode
{
    Stream,
    Merge,
    Converge,
    Cascade,
    Race,
}

/// <summary>One connection of a flowchart.</summary>
internal readonly record struct FlowConnection(int Source, int Target, string Port);

/// <summary>A flowchart worked out once at compile time: activities and connections by number, and for each start the analysis.</summary>
internal sealed class FlowPlan
{
    public FlowPlan(GraphNode[] nodes, FlowConnection[] connections, int defaultStart, MergeMode[] mergeModes)
    {
        Nodes = nodes;
        Connections = connections;
        DefaultStart = defaultStart;
        MergeModes = mergeModes;
        Outbound = GroupBy(c => c.Source);
        Inbound = GroupBy(c => c.Target);
        _routes = new FlowRoutes?[nodes.Length];
        _numbers = new Dictionary<int, int>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            _numbers[nodes[i].Index] = i;
            if (i == defaultStart || nodes[i].Activity.CanStartWorkflow)
            {
                _routes[i] = new FlowRoutes(this, i);
            }
        }
    }

    private readonly FlowRoutes?[] _routes;
    private readonly Dictionary<int, int> _numbers;

    public GraphNode[] Nodes { get; }

    public FlowConnection[] Connections { get; }

    /// <summary>Where the flowchart starts without a trigger; -1 when it is empty.</summary>
    public int DefaultStart { get; }

    public MergeMode[] MergeModes { get; }

    public int[][] Outbound { get; }

    public int[][] Inbound { get; }

    public int ActivityCount => Nodes.Length;

    public int ConnectionCount => Connections.Length;

    /// <summary>The number of an activity in this flowchart.</summary>
    public int NumberOf(GraphNode node) => _numbers[node.Index];

    /// <summary>The forward and backward connections as seen from a start.</summary>
    public FlowRoutes RoutesFrom(int start) => _routes[start] ??= new FlowRoutes(this, start);

    private int[][] GroupBy(Func<FlowConnection, int> end)
    {
        var lists = new List<int>[Nodes.Length];
        for (var i = 0; i < Connections.Length; i++)
        {
            (lists[end(Connections[i])] ??= []).Add(i);
        }

        return [.. lists.Select(l => l is null ? Array.Empty<int>() : [.. l])];
    }
}
