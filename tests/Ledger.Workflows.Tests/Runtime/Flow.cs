using System.Text.Json.Nodes;

namespace Ledger.Workflows.Tests.Runtime;

/// <summary>Definitions for tests, in the shape of Elsa's export.</summary>
internal static class Flow
{
    public static JsonObject Definition(string id, JsonObject root, JsonObject? options = null, JsonArray? inputs = null, JsonArray? outputs = null, JsonArray? variables = null) => new()
    {
        ["id"] = $"{id}-v1",
        ["definitionId"] = id,
        ["name"] = id,
        ["version"] = 1,
        ["isLatest"] = true,
        ["isPublished"] = true,
        ["variables"] = variables ?? [],
        ["inputs"] = inputs ?? [],
        ["outputs"] = outputs ?? [],
        ["options"] = options ?? [],
        ["root"] = root,
    };

    public static JsonObject Input(string name, string type = "String", bool isRequired = false) =>
        new() { ["name"] = name, ["type"] = type, ["isRequired"] = isRequired };

    public static JsonObject Variable(string name, string type = "Object") =>
        new() { ["id"] = name, ["name"] = name, ["typeName"] = type, ["storageDriverTypeName"] = "WorkflowInstanceStorageDriver" };

    public static JsonObject Sequence(params JsonObject[] activities) =>
        new() { ["type"] = "Elsa.Sequence", ["id"] = NextId("seq"), ["activities"] = new JsonArray([.. activities]) };

    public static JsonObject Parallel(params JsonObject[] activities) =>
        new() { ["type"] = "Elsa.Parallel", ["id"] = NextId("par"), ["activities"] = new JsonArray([.. activities]) };

    /// <summary>A flowchart whose activities follow one another.</summary>
    public static JsonObject Flowchart(params JsonObject[] activities)
    {
        var connections = new JsonArray();
        for (var i = 1; i < activities.Length; i++)
        {
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = activities[i - 1]["id"]!.GetValue<string>(), ["port"] = "Done" },
                ["target"] = new JsonObject { ["activity"] = activities[i]["id"]!.GetValue<string>(), ["port"] = "In" },
            });
        }

        return new JsonObject
        {
            ["type"] = "Elsa.Flowchart",
            ["id"] = NextId("flow"),
            ["start"] = activities[0]["id"]!.GetValue<string>(),
            ["activities"] = new JsonArray([.. activities]),
            ["connections"] = connections,
        };
    }

    public static JsonObject Line(string text) => Activity("Elsa.WriteLine", NextId("line"), ("text", text));

    /// <summary>Writes a row; fails as <see cref="Probe"/> says.</summary>
    public static JsonObject Effect(string name) => Activity("Test.Effect", name, ("effect", name));

    /// <summary>Waits for the event.</summary>
    public static JsonObject Wait(string eventName, string? id = null) => Activity("Elsa.Event", id ?? NextId("wait"), ("eventName", eventName));

    public static JsonObject Activity(string type, string id, params (string Name, object? Value)[] inputs)
    {
        var activity = new JsonObject { ["type"] = type, ["id"] = id, ["version"] = 1 };
        foreach (var (name, value) in inputs)
        {
            activity[name] = value switch
            {
                JsonObject { } raw when raw.ContainsKey("type") && raw.ContainsKey("id") => raw,
                _ => new JsonObject
                {
                    ["typeName"] = "Object",
                    ["expression"] = new JsonObject
                    {
                        ["type"] = value is JsonNode ? "Object" : "Literal",
                        ["value"] = value is JsonNode node ? node.ToJsonString() : JsonValue.Create(value),
                    },
                },
            };
        }

        return activity;
    }

    public static JsonObject AsTrigger(this JsonObject activity)
    {
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }

    private static int _ids;

    private static string NextId(string kind) => $"{kind}{Interlocked.Increment(ref _ids)}";
}
