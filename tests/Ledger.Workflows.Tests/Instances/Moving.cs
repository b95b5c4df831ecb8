using System.Text.Json.Nodes;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Instances;

/// <summary>Definitions in several versions for the tests of moves: ids stay the same.</summary>
internal static class Moving
{
    public static JsonObject Version(string id, JsonObject root, JsonArray? variables = null, JsonArray? inputs = null) => new()
    {
        ["definitionId"] = id,
        ["name"] = id,
        ["variables"] = variables ?? [],
        ["inputs"] = inputs ?? [],
        ["root"] = root,
    };

    /// <summary>A flowchart; connections are written as <c>a>b</c> or <c>a:Port>b</c>.</summary>
    public static JsonObject Chart(string id, string mode, JsonObject[] activities, params string[] connections) => Version(id, new JsonObject
    {
        ["type"] = "Elsa.Flowchart",
        ["id"] = "flow",
        ["start"] = activities[0]["id"]!.GetValue<string>(),
        ["customProperties"] = new JsonObject { ["Flowchart:ExecutionMode"] = mode },
        ["activities"] = new JsonArray([.. activities]),
        ["connections"] = new JsonArray([.. connections.Select(Connection)]),
    });

    public static JsonObject Line(string id) => Flow.Activity("Elsa.WriteLine", id, ("text", id));

    public static JsonObject Ask(string id, params string[] outcomes) => Flow.Activity(
        "Ledger.HumanTask", id, ("title", "?"), ("candidateRoles", new JsonArray("Approver")),
        ("outcomes", new JsonArray([.. outcomes.Select(o => (JsonNode)o)])));

    public static JsonObject Join(string id) => Flow.Activity("Elsa.FlowJoin", id, ("mode", "WaitAll"));

    public static JsonObject Sequence(string id, params JsonObject[] activities) => Container("Elsa.Sequence", id, activities);

    public static JsonObject Container(string type, string id, params JsonObject[] activities) =>
        new() { ["type"] = type, ["id"] = id, ["activities"] = new JsonArray([.. activities]) };

    public static JsonObject Loop(JsonObject body)
    {
        var loop = Flow.Activity("Elsa.ForEach", "loop", ("items", new JsonArray(1, 2, 3)));
        loop["body"] = body;
        return loop;
    }

    public static JsonObject Compensable(string id, JsonObject body, JsonObject undo) =>
        new() { ["type"] = "Ledger.Compensable", ["id"] = id, ["body"] = body, ["undo"] = undo };

    public static JsonObject Variable(string id, string name, string type, string value) =>
        new() { ["id"] = id, ["name"] = name, ["typeName"] = type, ["value"] = value };

    private static JsonObject Connection(string text)
    {
        var ends = text.Split('>');
        var source = ends[0].Split(':');
        return new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = source[0], ["port"] = source.Length > 1 ? source[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = ends[1], ["port"] = "In" },
        };
    }
}

/// <summary>Flowcharts without loops by chance: lines and waits, forks and joins; every step is reached.</summary>
internal sealed class RandomChart(List<string> steps, List<(string From, string To)> ways)
{
    public static RandomChart Of(Random random)
    {
        var chart = new RandomChart(["s"], []);
        for (var i = random.Next(3, 8); i > 0; i--)
        {
            chart.Add(random, chart.NewName(random));
        }

        return chart;
    }

    public JsonObject[] Activities() => [.. steps.Select(s => s[0] == 'w' ? Flow.Wait($"go-{s}", s) : Moving.Line(s))];

    public string[] Connections() => [.. ways.Select(w => $"{w.From}>{w.To}")];

    /// <summary>Another version: steps are put in, taken out, and joined in other ways.</summary>
    public RandomChart Changed(Random random)
    {
        var changed = new RandomChart([.. steps], [.. ways]);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            changed.Change(random);
        }

        return changed;
    }

    private void Change(Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                Add(random, NewName(random));
                break;
            case 1 when ways.Count > 0: // between two
                var way = ways[random.Next(ways.Count)];
                var name = NewName(random);
                steps.Insert(steps.IndexOf(way.To), name);
                ways.Remove(way);
                ways.Add((way.From, name));
                ways.Add((name, way.To));
                break;
            case 2 when steps.Count > 2: // out, with what led there going on
                var gone = steps[random.Next(1, steps.Count)];
                var (before, after) = (ways.Where(w => w.To == gone).Select(w => w.From).ToList(), ways.Where(w => w.From == gone).Select(w => w.To).ToList());
                ways.RemoveAll(w => w.From == gone || w.To == gone);
                steps.Remove(gone);
                foreach (var join in before.SelectMany(b => after.Select(a => (b, a))).Where(j => !ways.Contains(j)))
                {
                    ways.Add(join);
                }

                break;
            default: // one more way forward
                var from = random.Next(steps.Count - 1);
                var extra = (steps[from], steps[random.Next(from + 1, steps.Count)]);
                if (!ways.Contains(extra))
                {
                    ways.Add(extra);
                }

                break;
        }
    }

    private void Add(Random random, string name)
    {
        var from = steps[random.Next(steps.Count)];
        steps.Add(name);
        ways.Add((from, name));
        if (steps.Count > 3 && random.Next(2) == 0 && steps[random.Next(steps.Count - 1)] is var other && other != from)
        {
            ways.Add((other, name));
        }
    }

    private string NewName(Random random) => $"{(random.Next(2) == 0 ? 'w' : 'l')}{random.Next(1_000_000)}";
}
