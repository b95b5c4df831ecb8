using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Tests.Graph;

/// <summary>What the designer's editors write is understood as people mean it (W2).</summary>
[Trait("row", "W2")]
public sealed class DesignerValuesTests
{
    [Fact]
    public void JsonEditor_OnAnInputOfAnyType_GivesTheStructureAndNotItsText()
    {
        var graph = new Bench().Compile(Bench.Definition(
            """{"id":"a","type":"Elsa.PublishEvent","eventName":{"expression":{"type":"Literal","value":"x"}},"payload":{"typeName":null,"expression":{"type":"Literal","value":"{ \"n\": 1 }"}}}""")).Graph!;

        var payload = graph.Nodes.Single(n => n.Activity.Id == "a").Inputs.Single(i => i.Name == "Payload");

        payload.Expression.Should().BeOfType<ObjectExpression>();
    }

    [Fact]
    public void TextEditor_OnAnInputOfAnyType_GivesTheTextWhateverItLooksLike()
    {
        var graph = new Bench().Compile(Bench.Definition(
            """{"id":"a","type":"Elsa.SendHttpRequest","url":{"expression":{"type":"Literal","value":"http://x"}},"content":{"expression":{"type":"Literal","value":"{ \"n\": 1 }"}}}""")).Graph!;

        graph.Nodes.Single(n => n.Activity.Id == "a").Inputs.Single(i => i.Name == "Content").Constant.Should().Be("{ \"n\": 1 }");
    }

    [Fact]
    public void FlowSendHttpRequest_JustDropped_HasThePortsThatTheStudioDraws()
    {
        var graph = new Bench().Compile(Bench.Definition(
            """{"id":"a","type":"Elsa.FlowSendHttpRequest","url":{"expression":{"type":"Literal","value":"http://x"}}}""")).Graph!;

        graph.Nodes.Single(n => n.Activity.Id == "a").Outcomes
            .Should().BeEquivalentTo("Done", "200", "Unmatched status code", "Failed to connect", "Timeout");
    }
}
