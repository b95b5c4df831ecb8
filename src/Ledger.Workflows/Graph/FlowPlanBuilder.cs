using System.Text.Json.Nodes;
using Ledger.Workflows.Activities;

namespace Ledger.Workflows.Graph;

/// <summary>Reads a flowchart's activities and connections from JSON in all their shapes (elsa-semantics.md §4.1, §4.2).</summary>
internal static class FlowPlanBuilder
{
    public static FlowPlan Build(NodeBuilder builder)
    {
        var nodes = new List<GraphNode>();
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var json in Json.Items(Json.Get(builder.Source, "activities")).OfType<JsonObject>())
        {
            if (builder.Child(json) is { } child)
            {
                nodes.Add(builder.NodeOf(child));
            }
            else if (Json.Text(json, "id") is { } id)
            {
                unknown.Add(id); // Its own problem is reported already; its connections are not dangling.
            }
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            numbers.TryAdd(nodes[i].Activity.Id, i);
        }

        var connections = new List<FlowConnection>();
        foreach (var json in Json.Items(Json.Get(builder.Source, "connections")).OfType<JsonObject>())
        {
            if (Read(builder, json, nodes, numbers, unknown) is { } connection && !connections.Contains(connection))
            {
                connections.Add(connection);
            }
        }

        var modes = nodes.Select(n => MergeModeOf(builder, n)).ToArray();
        return new FlowPlan([.. nodes], [.. connections], DefaultStart(builder, nodes, connections, numbers, unknown), modes);
    }

    private static FlowConnection? Read(
        NodeBuilder builder, JsonObject json, List<GraphNode> nodes, Dictionary<string, int> numbers, HashSet<string> unknown)
    {
        var (source, port) = End(json, "source");
        var (target, _) = End(json, "target");
        var place = $"connections[{source}>{target}]";
        if (source is null || target is null)
        {
            builder.Problem("connection.incomplete", place, "The connection has no source or no target.");
            return null;
        }

        var isComplete = true;
        foreach (var end in new[] { source, target })
        {
            if (!numbers.ContainsKey(end))
            {
                isComplete = false;
                if (!unknown.Contains(end))
                {
                    builder.Problem("connection.dangling", place, $"The connection names the activity '{end}', which is not in this flowchart.", end);
                }
            }
        }

        if (!isComplete)
        {
            return null;
        }

        port = string.IsNullOrEmpty(port) ? "Done" : port;
        var outcomes = nodes[numbers[source]].Outcomes;
        if (outcomes is not null && !outcomes.Contains(port, StringComparer.Ordinal))
        {
            builder.Problem("connection.port-unknown", place, $"'{source}' has no port '{port}'; it has {string.Join(", ", outcomes)}.", source, port, string.Join(", ", outcomes));
            return null;
        }

        return new FlowConnection(numbers[source], numbers[target], port);
    }

    private static (string? Activity, string? Port) End(JsonObject connection, string name) => Json.Get(connection, name) switch
    {
        JsonObject end => (Json.Text(end, "activity") ?? Json.Text(end, "activityId"), Json.Text(end, "port")),
        { } end => (Json.Text(end), Json.Text(connection, name + "Port")),
        null => (null, null),
    };

    private static int DefaultStart(
        NodeBuilder builder, List<GraphNode> nodes, List<FlowConnection> connections, Dictionary<string, int> numbers, HashSet<string> unknown)
    {
        if (Json.Text(builder.Source, "start") is { Length: > 0 } start)
        {
            if (numbers.TryGetValue(start, out var number))
            {
                return number;
            }

            if (!unknown.Contains(start))
            {
                builder.Problem("flowchart.start-unknown", "start", $"The start '{start}' is not in this flowchart.", start);
            }
        }

        var index = nodes.FindIndex(n => n.Activity is Start);
        index = index >= 0 ? index : nodes.FindIndex(n => n.Activity.CanStartWorkflow);
        for (var i = 0; index < 0 && i < nodes.Count; i++)
        {
            index = connections.Exists(c => c.Target == i) ? -1 : i;
        }

        return index < 0 && nodes.Count > 0 ? 0 : index;
    }

    private static MergeMode MergeModeOf(NodeBuilder builder, GraphNode node)
    {
        var custom = Json.Object(node.Activity.Source, "customProperties");
        var text = custom is null ? null : Json.Text(custom, "mergeMode");
        if (string.IsNullOrEmpty(text) || string.Equals(text, "None", StringComparison.OrdinalIgnoreCase))
        {
            return MergeMode.Stream;
        }

        if (Enum.TryParse<MergeMode>(text, ignoreCase: true, out var mode))
        {
            return mode;
        }

        builder.Problem("flowchart.merge-mode-unknown", node.Activity.Id, $"There is no merge mode '{text}'.", text);
        return MergeMode.Stream;
    }
}
