using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Tests.Graph;

/// <summary>All JSON shapes that Elsa's versions wrote are read (elsa-semantics.md §1, §4.2).</summary>
[Trait("row", "W1")]
public sealed class ShapesTests
{
    public static TheoryData<string> Connections => new()
    {
        """[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"},"vertices":[]}]""",
        """[{"source":"a","target":"b","sourcePort":"Done","targetPort":"In"}]""",
        """{"$id":"1","$values":[{"source":{"activity":"a"},"target":{"activity":"b"}}]}""",
        """{"source":{"activity":"a","port":null},"target":{"activity":"b","port":null}}""",
        """[{"Source":{"Activity":"a","Port":"Done"},"Target":{"Activity":"b","Port":"In"}}]""",
    };

    [Theory]
    [MemberData(nameof(Connections))]
    public async Task Compile_ConnectionShape_IsRead(string connections)
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"id":"f","type":"Elsa.Flowchart","activities":[{{Bench.Line("a")}},{{Bench.Line("b")}}],"connections":{{connections}}}"""));

        await bench.RunToEndAsync();

        bench.Lines.Should().Equal("a", "b");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("5", "5")]
    [InlineData("true", "true")]
    [InlineData("null", "")]
    [InlineData("""{"typeName":"String","expression":{"value":"no type"}}""", "no type")]
    [InlineData("""{"expression":{"type":"Literal","value":"no type name"}}""", "no type name")]
    [InlineData("""{"typeName":null,"expression":{"type":"Literal","value":"null type name"}}""", "null type name")]
    [InlineData("""{"TypeName":"String","Expression":{"Type":"Literal","Value":"pascal"}}""", "pascal")]
    [InlineData("""{"typeName":"String","expression":{"type":"Variable","value":{"id":"v","name":"Word","typeName":"String"}}}""", "w")]
    [InlineData("""{"typeName":"String","expression":{"type":"Variable","value":"{\"id\":\"v\",\"name\":\"Word\"}"}}""", "w")]
    [InlineData("""{"typeName":"String","expression":{"type":"Variable","value":"Word"}}""", "w")]
    [InlineData("""{"typeName":"String","expression":{"type":"Input","value":"In1"}}""", "given")]
    [InlineData("""{"typeName":"String","expression":{"type":"Object","value":"{\"a\":1}"}}""", "{\"a\":1}")]
    public async Task Compile_InputShape_GivesTheValue(string text, string expected)
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.WriteLine","text":{{text}}}""",
            """ "variables":[{"id":"v","name":"Word","typeName":"System.String, System.Private.CoreLib","value":"w"}],"inputs":[{"name":"In1","type":"String"}] """));

        await bench.RunToEndAsync(Bench.Parse("""{"In1":"given"}"""));

        bench.Lines.Should().Equal(expected);
    }

    [Fact]
    public void Compile_MissingIds_AreCountedByTypeInVisitingOrder()
    {
        var bench = new Bench().Load(Bench.Definition(
            """{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"},{"id":"WriteLine1","type":"Elsa.WriteLine"},{"type":"Elsa.WriteLine"}]}"""));

        bench.Graph.Activities.Select(a => a.NodeId).Should().Equal(
            "Workflow1", "Workflow1:Sequence1", "Workflow1:Sequence1:WriteLine2", "Workflow1:Sequence1:WriteLine1", "Workflow1:Sequence1:WriteLine3");
    }

    [Fact]
    public void Compile_Triggers_AreEvaluatedWithoutAnInstance()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""
            {"type":"Elsa.Flowchart","activities":[
              {"id":"e","type":"Elsa.Event","customProperties":{"canStartWorkflow":true},"eventName":{{Bench.Js("'g' + 'o'")}}},
              {"id":"t","type":"Elsa.Timer","canStartWorkflow":true,"interval":"00:01:00"},
              {"id":"n","type":"Elsa.Event","eventName":"no"}],"connections":[]}
            """));

        bench.Graph.Triggers.Select(t => (t.ActivityId, t.Name)).Should().Equal(("e", "Elsa.Event"), ("t", "Elsa.Timer"));
        bench.Graph.Triggers[0].Hash.Should().Be("159229920F1B8E88A347E7913C7E80335871012CD3591E65E681A2DEC4EAA1F4");
    }

    [Fact]
    public void Find_DefinitionReference_GoesByVersionIdThenVersionThenPublishedThenLatest()
    {
        var set = new DefinitionSet(new[]
        {
            """{"id":"i1","definitionId":"d","name":"my step","version":1,"isPublished":true,"options":{"usableAsActivity":true}}""",
            """{"id":"i2","definitionId":"d","name":"my step","version":2,"options":{"usableAsActivity":true}}""",
            """{"id":"i3","definitionId":"d","name":"my step","version":3,"isLatest":true,"options":{"usableAsActivity":true}}""",
        }.Select(Bench.Parse));

        string? Id(DefinitionReference r) => set.Find(r)?["id"]!.GetValue<string>();

        Id(new("MyStep", null, "i2", 3)).Should().Be("i2");
        Id(new("MyStep", null, null, 3)).Should().Be("i3");
        Id(new("MyStep", "d", "gone", 9)).Should().Be("i1");
        Id(new("Other", null, null, null)).Should().BeNull();
    }
}
