using System.Text.Json.Nodes;
using Ledger.Workflows;
using Ledger.Workflows.Graph;

namespace Ledger.Activities.Tests.Definitions;

/// <summary>Every shipped definition is drawn well: nothing overlaps, no line crosses another or a node (features.md W1).</summary>
[Trait("row", "W1")]
public sealed class LayoutTests
{
    private static readonly ActivityRegistry Registry = new([typeof(WorkflowException).Assembly, typeof(LedgerActivity).Assembly]);

    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(ProcessHost.DefinitionsFolder, "*.json").Select(f => Path.GetFileName(f)).Where(f => !f.EndsWith(".scenarios.json", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Shipped_Drawn_NothingTouchesOrCrosses(string file) => Drawing.ProblemsOf(Read(file), Registry).Should().BeEmpty();

    [Fact]
    public void Drawing_NodeMovedOntoAnother_Said()
    {
        var definition = Read("mass-payment.json");
        Place(definition, "withdraw")["y"] = 460;

        Drawing.ProblemsOf(definition, Registry).Should().Contain("withdraw touches delete-authorized");
    }

    [Fact]
    public void Drawing_LineThroughANode_Said()
    {
        var definition = Read("mass-payment.json");
        Place(definition, "delete-entered")["y"] = 80;

        Drawing.ProblemsOf(definition, Registry).Should().Contain("correct-task.Resubmit -> read touches delete-entered");
    }

    [Fact]
    public void Drawing_LinesToDifferentNodesMeet_Said()
    {
        var definition = Read("mass-payment.json");
        Vertices(definition, "funds-task", "Delete").ToList().ForEach(v => v!["x"] = 1320);

        Drawing.ProblemsOf(definition, Registry).Should().Contain("funds-task.Withdraw -> withdraw crosses funds-task.Delete -> delete-authorized");
    }

    [Fact]
    public void Drawing_LinesToOneNodeMeetAndPart_Said()
    {
        var definition = Read("mass-payment.json");
        // Over the bus that all the ways back share, and down again beyond it.
        var way = Vertices(definition, "authorize", "Done");
        way[1]!["x"] = 2100;
        way[0]!["x"] = 2100;
        way[1]!["y"] = -80;
        way[2]!["y"] = -80;
        way[2]!["x"] = 600;
        way[3]!["x"] = 600;

        Drawing.ProblemsOf(definition, Registry).Should().Contain(p => p.StartsWith("authorize.Done -> read crosses", StringComparison.Ordinal));
    }

    [Fact]
    public void Drawing_SlantedLine_Said()
    {
        var definition = Read("mass-payment.json");
        Vertices(definition, "read", "Paid").Clear();

        Drawing.ProblemsOf(definition, Registry).Should().Contain("read.Paid -> review-task is not at right angles");
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(ProcessHost.DefinitionsFolder, file)))!.AsObject();

    private static JsonObject Place(JsonObject definition, string id) =>
        definition["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == id)!["metadata"]!["designer"]!["position"]!.AsObject();

    private static JsonArray Vertices(JsonObject definition, string source, string port) =>
        definition["root"]!["connections"]!.AsArray()
            .Single(c => (string)c!["source"]!["activity"]! == source && (string)c["source"]!["port"]! == port)!["vertices"]!.AsArray();
}
