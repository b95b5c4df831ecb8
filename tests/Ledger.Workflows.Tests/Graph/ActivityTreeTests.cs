using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests.Graph;

/// <summary>Node ids in the JSON are those of the compiled graph, by which journal and badges find the drawing (features.md W2).</summary>
[Trait("row", "W2")]
public sealed class ActivityTreeTests
{
    private static readonly ActivityRegistry Registry = new([typeof(WorkflowException).Assembly]);

    [Theory]
    [InlineData("""{"type":"Elsa.Flowchart","activities":[{"type":"Elsa.Start"},{"type":"Elsa.WriteLine"},{"id":"WriteLine2","type":"Elsa.WriteLine"},{"type":"Elsa.WriteLine"}]}""")]
    [InlineData("""{"id":"s","type":"Elsa.Sequence","activities":[{"type":"Elsa.If","condition":true,"else":{"type":"Elsa.WriteLine"},"then":{"type":"Elsa.WriteLine"}}]}""")]
    [InlineData("""{"id":"s","type":"Elsa.Switch","default":{"type":"Elsa.WriteLine"},"cases":[{"label":"a","condition":true,"activity":{"type":"Elsa.WriteLine"}}]}""")]
    [InlineData("""{"id":"c","type":"Ledger.Compensable","undo":{"type":"Elsa.WriteLine"},"body":{"type":"Elsa.ForEach","body":{"type":"Elsa.Fork","branches":[{"type":"Elsa.WriteLine"},{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"}]}]}}}""")]
    public void WriteNodeIds_InEveryContainer_AreThoseOfTheCompiledGraph(string root)
    {
        var definition = new JsonObject { ["definitionId"] = "p", ["root"] = JsonNode.Parse(root) };

        var graph = new GraphCompiler(Options.Create(new WorkflowOptions()), TimeProvider.System).Compile(definition, Registry, DefinitionSet.Empty).Require("p");
        var places = ActivityTree.WriteNodeIds(definition, Registry);

        places.Select(p => (p.NodeId, p.TypeName)).Should().BeEquivalentTo(graph.Activities.Skip(1).Select(a => (a.NodeId, a.Type)));
        places.Should().OnlyContain(p => p.Json["nodeId"]!.GetValue<string>() == p.NodeId && p.NodeId.EndsWith(p.Id));
    }

    [Fact]
    public void Read_AnUnknownType_StopsThere()
    {
        var definition = JsonNode.Parse("""{"root":{"id":"r","type":"Elsa.Sequence","activities":[{"id":"x","type":"Vendor.Loop","body":{"type":"Elsa.WriteLine","id":"w"}}]}}""")!.AsObject();

        ActivityTree.WriteNodeIds(definition, Registry).Select(p => p.NodeId).Should().Equal("Workflow1:r", "Workflow1:r:x");
        definition["root"]!["activities"]![0]!["body"]!.AsObject().Should().NotContainKey("nodeId");
    }
}
