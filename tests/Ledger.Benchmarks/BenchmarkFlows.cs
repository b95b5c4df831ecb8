using System.Text.Json.Nodes;

namespace Ledger.Benchmarks;

/// <summary>The definitions that are measured.</summary>
internal static class BenchmarkFlows
{
    /// <summary>A flowchart of ten steps in a row, as the peer was measured with.</summary>
    public static JsonObject TenSteps() => Definition("ten-steps", [.. Enumerable.Range(1, 10).Select(i => Line($"step{i}"))]);

    /// <summary>A flowchart that waits for an event and then does three steps.</summary>
    public static JsonObject WaitAndResume() => Definition(
        "wait-and-resume",
        new JsonObject { ["type"] = "Bench.Wait", ["id"] = "wait" },
        Line("one"), Line("two"), Line("three"));

    private static JsonObject Line(string id) => new() { ["type"] = "Elsa.WriteLine", ["id"] = id, ["text"] = Literal("Literal", id) };

    private static JsonObject Literal(string type, JsonNode value) =>
        new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = type, ["value"] = value } };

    private static JsonObject Definition(string id, params JsonObject[] steps)
    {
        var connections = new JsonArray();
        for (var i = 1; i < steps.Length; i++)
        {
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = steps[i - 1]["id"]!.GetValue<string>(), ["port"] = "Done" },
                ["target"] = new JsonObject { ["activity"] = steps[i]["id"]!.GetValue<string>(), ["port"] = "In" },
            });
        }

        return new JsonObject
        {
            ["id"] = $"{id}-v1",
            ["definitionId"] = id,
            ["name"] = id,
            ["version"] = 1,
            ["isPublished"] = true,
            ["isLatest"] = true,
            ["variables"] = new JsonArray(),
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["root"] = new JsonObject
            {
                ["type"] = "Elsa.Flowchart",
                ["id"] = "flow",
                ["start"] = steps[0]["id"]!.GetValue<string>(),
                ["activities"] = new JsonArray([.. steps]),
                ["connections"] = connections,
            },
        };
    }
}
