using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer analyses a flowchart at each execution, and lists all paths for connections back: 2^n of them in a braid of n diamonds.</summary>
public sealed class Weakness11_GraphAnalysisEachRun
{
    [Fact]
    public async Task BraidOfSixtyDiamondsWithAConnectionBack_CompilesOnceAndRuns()
    {
        await using var host = await RuntimeHost.CreateAsync(configure: o => o.BurstActivitiesMax = 10_000);
        var graph = host.Add("braid", Braid(60));

        for (var i = 0; i < 20; i++)
        {
            (await host.StartAsync("braid")).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        }

        graph.Activities.Count.Should().BeGreaterThan(180);
        (await host.EffectsAsync()).Should().HaveCount(20, "the last activity runs once for each instance");
    }

    private static JsonObject Braid(int diamonds)
    {
        var activities = new JsonArray();
        var connections = new JsonArray();
        for (var i = 0; i < diamonds; i++)
        {
            foreach (var name in new[] { $"top{i}", $"left{i}", $"right{i}" })
            {
                activities.Add(Flow.Activity("Elsa.WriteLine", name, ("text", name)));
            }

            Connect($"top{i}", $"left{i}", "Done");
            Connect($"top{i}", $"right{i}", "Done");
            Connect($"left{i}", i + 1 < diamonds ? $"top{i + 1}" : "end", "Done");
            Connect($"right{i}", i + 1 < diamonds ? $"top{i + 1}" : "end", "Done");
        }

        activities.Add(Flow.Effect("end"));
        return new JsonObject
        {
            ["type"] = "Elsa.Flowchart",
            ["id"] = "flow",
            ["start"] = "top0",
            ["activities"] = activities,
            ["connections"] = connections,
        };

        void Connect(string from, string to, string port) => connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = from, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        });
    }
}
