using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;

namespace Ledger.Workflows.Tests.Definitions;

/// <summary>What counts as a change of a definition's meaning, and what the studio may do to it without (issue 3 §7).</summary>
[Trait("row", "W2")]
public sealed class DefinitionComparerTests
{
    private const string Base =
        """
        {"id":"v1","definitionId":"p","name":"P","version":1,"isPublished":true,"variables":[{"id":"a","name":"A","typeName":"Int32","value":0}],"options":{"compensateOnFault":true},
         "root":{"id":"f","type":"Elsa.Flowchart","start":"s","activities":[
           {"id":"s","type":"Elsa.Start","version":1},
           {"id":"w","nodeId":"x","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":1,"y":1}},"displayText":"Hola"},"text":{"typeName":"String","expression":{"type":"Literal","value":"hola"}}}],
          "connections":[{"source":{"activity":"s","port":"Done"},"target":{"activity":"w","port":"In"}}]}}
        """;

    [Theory]
    [InlineData("\"id\":\"v1\"", "\"id\":\"v2\"")]
    [InlineData("\"nodeId\":\"x\"", "\"nodeId\":\"Workflow1:f:w\"")]
    [InlineData("\"x\":1,\"y\":1", "\"x\":90,\"y\":1")]
    [InlineData("{\"activity\":\"s\",\"port\":\"Done\"}", "{\"activity\":\"s\"}")]
    [InlineData("\"type\":\"Elsa.Start\",\"version\":1", "\"type\":\"Elsa.Start\",\"customProperties\":{\"canStartWorkflow\":false,\"runAsynchronously\":false}")]
    [InlineData("\"typeName\":\"String\",\"expression\"", "\"typeName\":null,\"memoryReference\":null,\"expression\"")]
    [InlineData("\"value\":0", "\"value\":\"0\"")]
    [InlineData("\"name\":\"P\",", "\"name\":\"P\",\"inputs\":[],\"outputs\":[],\"customProperties\":{},\"isReadonly\":false,")]
    public void Differences_OfWhatTheStudioAddsOrLeavesOut_AreNone(string from, string to) => Differences(from, to).Should().BeEmpty();

    [Theory]
    [InlineData("\"value\":\"hola\"", "\"value\":\"adiós\"", "w.text")]
    [InlineData("\"type\":\"Literal\"", "\"type\":\"JavaScript\"", "w.text")]
    [InlineData("\"port\":\"Done\"", "\"port\":\"Other\"", "connections")]
    [InlineData("\"value\":0", "\"value\":1", "variables")]
    [InlineData("\"compensateOnFault\":true", "\"compensateOnFault\":false", "options")]
    [InlineData("\"displayText\":\"Hola\"", "\"displayText\":\"Otra\"", "displayText")]
    [InlineData("\"start\":\"s\"", "\"start\":\"w\"", "start")]
    [InlineData("{\"id\":\"s\",\"type\":\"Elsa.Start\",\"version\":1},", "", "s")]
    public void Differences_OfMeaning_AreNamed(string from, string to, string place) =>
        Differences(from, to).Should().ContainSingle().Which.Should().Contain(place);

    [Fact]
    public void Differences_OfTheOrderOfActivities_AreNoneInAFlowchartAndOneInASequence()
    {
        var flow = Parse(Base);
        Swap(flow);
        var sequence = Parse(Base.Replace("Elsa.Flowchart", "Elsa.Sequence"));
        var swapped = sequence.DeepClone().AsObject();
        Swap(swapped);

        DefinitionComparer.Differences(Parse(Base), flow).Should().BeEmpty();
        DefinitionComparer.Differences(sequence, swapped).Should().NotBeEmpty();
    }

    private static void Swap(JsonObject definition)
    {
        var activities = definition["root"]!["activities"]!.AsArray();
        var first = activities[0];
        activities.RemoveAt(0);
        activities.Add(first);
    }

    private static IReadOnlyList<string> Differences(string from, string to)
    {
        Base.Should().Contain(from);
        return DefinitionComparer.Differences(Parse(Base), Parse(Base.Replace(from, to)));
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
