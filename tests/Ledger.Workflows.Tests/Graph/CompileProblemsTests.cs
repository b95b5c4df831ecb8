using System.Text.Json.Nodes;

namespace Ledger.Workflows.Tests.Graph;

/// <summary>A definition that cannot run is refused with all reasons and their places (W1).</summary>
[Trait("row", "W1")]
public sealed class CompileProblemsTests
{
    [Theory]
    [InlineData("""{"id":"a","type":"No.Such"}""", "activity.unknown", "a")]
    [InlineData("""{"id":"a"}""", "activity.type-missing", "a")]
    [InlineData("""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start"}],"connections":[{"source":"a","target":"x"}]}""", "connection.dangling", "f.connections[a>x]")]
    [InlineData("""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.FlowDecision"},{"id":"b","type":"Elsa.End"}],"connections":[{"source":{"activity":"a","port":"Maybe"},"target":{"activity":"b"}}]}""", "connection.port-unknown", "f.connections[a>b]")]
    [InlineData("""{"id":"f","type":"Elsa.Flowchart","start":"x","activities":[{"id":"a","type":"Elsa.Start"}]}""", "flowchart.start-unknown", "f.start")]
    [InlineData("""{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.Start","customProperties":{"mergeMode":"Odd"}}]}""", "flowchart.merge-mode-unknown", "f.a")]
    [InlineData("""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"1 +"}}}""", "expression.script-invalid", "a.text")]
    [InlineData("""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Liquid","value":"x"}}}""", "expression.unsupported", "a.text")]
    [InlineData("""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Variable","value":{"id":"v9","name":"Nope"}}}}""", "variable.unknown", "a.text")]
    [InlineData("""{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Input","value":"Nope"}}}""", "input.unknown", "a.text")]
    [InlineData("""{"id":"a","type":"Elsa.SetVariable","variable":{"id":"v9","name":"Nope"},"value":{"typeName":"Object","expression":{"type":"Literal","value":"1"}}}""", "variable.unknown", "a.variable")]
    [InlineData("""{"id":"a","type":"Elsa.Delay","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"soon"}}}""", "expression.literal-invalid", "a.timeSpan")]
    [InlineData("""{"id":"a","type":"Elsa.StartAt","dateTime":{"typeName":"DateTimeOffset","expression":{"type":"Literal","value":"03-04-2026 10:00:00"}}}""", "expression.literal-invalid", "a.dateTime")]
    [InlineData("""{"id":"a","type":"Elsa.Event"}""", "input.required", "a.eventName")]
    [InlineData("""{"id":"a","type":"Elsa.Cron","cronExpression":{"typeName":"String","expression":{"type":"Literal","value":"* * * * *"}}}""", "cron.invalid", "a.cronExpression")]
    [InlineData("""{"id":"s","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.Start"},{"id":"a","type":"Elsa.Start"}]}""", "activity.id-duplicate", "a")]
    [InlineData("""{"id":"s","type":"Elsa.Sequence","variables":[{"id":"v","name":"n","typeName":"Int32","value":"x"}]}""", "variable.value-invalid", "s.variables.n")]
    [InlineData("""{"id":"s","type":"Elsa.FlowSwitch","cases":[{"label":"x"},{"label":"x"}]}""", "switch.case-duplicate", "s.cases[x]")]
    [InlineData("""{"id":"a","type":"Elsa.If","result":{"typeName":"Boolean","memoryReference":{"id":"nowhere"}}}""", "output.target-unknown", "a.result")]
    public void Compile_Mistake_IsAProblemWithItsPlace(string root, string code, string place)
    {
        var compiled = new Bench().Compile(Bench.Definition(root));

        compiled.Graph.Should().BeNull();
        var problem = compiled.Problems.Should().ContainSingle().Which;
        (problem.Code, problem.Place).Should().Be((code, place));
        problem.Message.Should().NotBeEmpty();
    }

    [Fact]
    public void Compile_ManyMistakes_AreAllReported()
    {
        var compiled = new Bench().Compile(Bench.Definition(
            """{"id":"s","type":"Elsa.Sequence","activities":[{"id":"a","type":"No.Such"},{"id":"b","type":"Elsa.Event"},{"id":"c","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"("}}}]}"""));

        compiled.Problems.Select(p => p.Code).Should().Equal("activity.unknown", "input.required", "expression.script-invalid");
    }

    [Fact]
    public void Compile_TooDeep_IsRefused()
    {
        var root = """{"type":"Elsa.Start"}""";
        for (var i = 0; i < 80; i++)
        {
            root = $$"""{"type":"Elsa.Sequence","activities":[{{root}}]}""";
        }

        var json = JsonNode.Parse($$"""{"id":"v1","definitionId":"d1","root":{{root}}}""", documentOptions: new() { MaxDepth = 400 })!.AsObject();

        new Bench().Compile(json).Problems.Should().ContainSingle().Which.Code.Should().Be("definition.too-deep");
    }

    [Fact]
    public void Compile_DefinitionThatUsesItself_IsRefused()
    {
        var child = Bench.Parse("""{"id":"c1","definitionId":"child","name":"My Child","options":{"usableAsActivity":true},"isPublished":true,"root":{"id":"x","type":"MyChild"}}""");

        var compiled = new Bench().Compile(Bench.Definition("""{"id":"a","type":"MyChild"}"""), child);

        compiled.Problems.Should().ContainSingle().Which.Code.Should().Be("definition.recursive");
    }

    [Fact]
    public void Compile_AnyDefinition_IsNotChanged()
    {
        var definition = Bench.Definition(Bench.Chart([Bench.Line("a"), Bench.Line("b")], "a>b"));
        var before = definition.ToJsonString();

        new Bench().Load(definition);

        definition.ToJsonString().Should().Be(before);
    }
}
