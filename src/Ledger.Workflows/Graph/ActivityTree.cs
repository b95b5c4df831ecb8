using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>The activities of a definition's JSON with the ids and paths they have in its compiled graph, also where it cannot be compiled.</summary>
public static class ActivityTree
{
    /// <summary>The activities, each before those embedded in it. What stands inside an activity of an unknown type is not looked at.</summary>
    public static IReadOnlyList<ActivityPlace> Read(JsonObject definition, ActivityRegistry registry)
    {
        var places = new List<ActivityPlace>();
        if (Json.Object(definition, "root") is { } root)
        {
            var scope = new CompilationScope(definition, string.Empty, null);
            CompilationRun.CollectIds(root, scope.GivenIds);
            scope.GivenIds.Add(WorkflowGraph.RootId);
            scope.Ids.Add(WorkflowGraph.RootId);
            Read(root, null, null, scope, registry, places);
        }

        return places;
    }

    /// <summary>Writes <c>id</c> and <c>nodeId</c> into every activity, as the designer needs them.</summary>
    public static IReadOnlyList<ActivityPlace> WriteNodeIds(JsonObject definition, ActivityRegistry registry)
    {
        var places = Read(definition, registry);
        foreach (var place in places)
        {
            place.Json["id"] = place.Id;
            place.Json["nodeId"] = place.NodeId;
        }

        return places;
    }

    private static void Read(
        JsonObject json, ActivityPlace? parent, string? port, CompilationScope scope, ActivityRegistry registry, List<ActivityPlace> places)
    {
        var type = Json.Text(json, "type") ?? string.Empty;
        var id = Json.Text(json, "id") is { Length: > 0 } given ? given : scope.NextId(type[(type.LastIndexOf('.') + 1)..]);
        scope.Ids.Add(id);
        var place = new ActivityPlace(json, id, $"{parent?.NodeId ?? WorkflowGraph.RootId}:{id}", parent, port);
        places.Add(place);
        if (registry.Find(type, Json.Integer(json, "version")) is { } descriptor)
        {
            foreach (var (name, child) in Children(json, descriptor))
            {
                Read(child, place, name, scope, registry, places);
            }
        }
    }

    private static IEnumerable<(string Port, JsonObject Child)> Children(JsonObject json, ActivityDescriptor descriptor)
    {
        // The cases of a switch are compiled before its default.
        foreach (var option in Json.Items(Json.Get(json, "cases")).OfType<JsonObject>())
        {
            if (Json.Object(option, "activity") is { } activity)
            {
                yield return (Json.Text(option, "label") ?? "cases", activity);
            }
        }

        if (descriptor.Type == typeof(Activities.Flowchart))
        {
            foreach (var activity in Json.Items(Json.Get(json, "activities")).OfType<JsonObject>())
            {
                yield return ("activities", activity);
            }
        }

        foreach (var port in descriptor.Ports)
        {
            var held = Json.Get(json, port.JsonName);
            foreach (var child in port.IsList ? Json.Items(held) : [held])
            {
                if (child is JsonObject activity)
                {
                    yield return (port.JsonName, activity);
                }
            }
        }
    }
}
