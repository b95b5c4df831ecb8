using System.Text.Json.Nodes;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Tests.Activities;

/// <summary>Loops, branches and ends (elsa-semantics.md §5); the state goes through storage before every burst.</summary>
[Trait("row", "W4")]
public sealed class ControlTests
{
    private const string Vars = """ "variables":[{"id":"n","name":"n","typeName":"Int32","value":0}] """;

    public static TheoryData<string, string> Cases => new()
    {
        { $$"""{"type":"Elsa.For","start":1,"end":3,"body":{{Js("getCurrentValue()")}} }""", "1 2 3" },
        { $$"""{"type":"Elsa.For","start":3,"end":1,"step":-1,"outerBoundInclusive":false,"body":{{Js("getCurrentValue()")}} }""", "3 2" },
        { """{"type":"Elsa.For","start":1,"end":3}""", "" },
        { $$"""{"type":"Elsa.ForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[\"x\",\"y\"]"} },"body":{{Js("getCurrentIndex() + getCurrentValue()")}} }""", "0x 1y" },
        { $$"""{"type":"Elsa.ForEach","items":{{Bench.Js("['x','y','z']")}},"body":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Event","eventName":"e"},{{Js("getCurrentValue()")}}]} }""", "x y z" },
        { $$"""{"type":"Elsa.ParallelForEach","items":{{Bench.Js("['x','y','z']")}},"body":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Event","eventName":"e"},{{Js("getCurrentValue()")}}]} }""", "x y z" },
        { """{"type":"Elsa.ParallelForEach","items":null,"body":{"type":"Elsa.Start"}}""", "" },
        { $$"""{"type":"Elsa.While","condition":{{Bench.Js("getN() < 3")}},"body":{"type":"Elsa.Sequence","activities":[{{Js("getN()")}},{{Increment}}]} }""", "0 1 2" },
        { $$"""{"type":"Elsa.Sequence","activities":[{"type":"Elsa.While","condition":true,"body":{"type":"Elsa.Sequence","activities":[{{Increment}},{"type":"Elsa.If","condition":{{Bench.Js("getN() > 2")}},"then":{"type":"Elsa.Break"},"else":{{Js("getN()")}} },{{Js("'after ' + getN()")}}]} },{{Line("end")}}]}""", "1 after 1 2 after 2 end" },
        { $$"""{"type":"Elsa.Sequence","activities":[{"type":"Elsa.ForEach","items":{{Bench.Js("[1,2,3]")}},"body":{{Chart("a b", "a>b", Js("getCurrentValue()", "a"), """{"id":"b","type":"Elsa.Break"}""")}} },{{Line("end")}}]}""", "1 end" },
        { $$"""{"type":"Elsa.Fork","joinMode":"WaitAll","branches":[{{Line("a")}},{{Line("b")}}]}""", "a b" },
        { $$"""{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Fork","joinMode":"WaitAny","branches":[{"type":"Elsa.Event","eventName":"never"},{{Line("b")}}]},{{Line("end")}}]}""", "b end" },
        { $$"""{"type":"Elsa.Parallel","activities":[{"type":"Elsa.Sequence","activities":[{{Line("a1")}},{{Line("a2")}}]},{{Line("b1")}}]}""", "b1 a1 a2" },
        { $$"""{"type":"Elsa.Switch","cases":[{"label":"x","condition":{"type":"JavaScript","value":"false"},"activity":{{Line("x")}} },{"label":"y","condition":{"type":"JavaScript","value":"true"},"activity":{{Line("y")}} },{"label":"z","condition":{"type":"Literal","value":true},"activity":{{Line("z")}} }],"default":{{Line("d")}} }""", "y" },
        { $$"""{"type":"Elsa.Switch","mode":"MatchAny","cases":[{"label":"y","condition":{"type":"JavaScript","value":"true"},"activity":{{Line("y")}} },{"label":"z","condition":true,"activity":{{Line("z")}} }]}""", "y z" },
        { $$"""{"type":"Elsa.Switch","cases":[],"default":{{Line("d")}} }""", "d" },
        { $$"""{"type":"Elsa.Sequence","activities":[{{Line("a")}},{"type":"Elsa.Sequence","activities":[{"type":"Elsa.End"},{{Line("no")}}]},{{Line("b")}}]}""", "a b" },
        { $$"""{"type":"Elsa.Sequence","activities":[{{Line("a")}},{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Finish"},{{Line("no1")}}] },{{Line("no2")}}]}""", "a" },
        { $$"""{"type":"Elsa.Sequence","activities":[{{Line("a")}},{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Complete","outcomes":"X"},{{Line("no1")}}] },{{Line("no2")}}]}""", "a" },
        { Chart("s x y d", "s.x>x s.y>y s.Default>d", """{"id":"s","type":"Elsa.FlowSwitch","mode":"MatchAny","cases":[{"label":"x","condition":true},{"label":"y","condition":true}]}""", Line("x"), Line("y"), Line("d")), "x y" },
        { Chart("a", "", Line("a")), "a" },
        { """{"type":"Elsa.Flowchart","activities":[],"connections":[]}""", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunToEnd_Construct_PrintsWhatItMeans(string root, string lines)
    {
        var bench = new Bench().Load(Bench.Definition(root, Vars));

        await bench.RunToEndAsync();

        bench.Why.Should().BeEmpty();
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        string.Join(' ', bench.Lines).Should().Be(lines);
        bench.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Start_ByTrigger_CompletesTheTriggerAtOnceAndOnlyOnce()
    {
        var bench = new Bench().Load(Bench.Definition(Chart("a e b", "a>e e>b b>e",
            Line("a"), """{"id":"e","type":"Elsa.Event","eventName":"go","customProperties":{"canStartWorkflow":true},"result":{"typeName":"Object","memoryReference":{"id":"n"}}}""",
            Js("getN()", "b")), Vars));

        await bench.StartAsync(trigger: "e", triggerInput: JsonValue.Create(42));

        bench.Lines.Should().Equal("42");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Suspended, "the second time it waits");
    }

    [Fact]
    public async Task Delay_Started_AsksToBeResumedWhenItIsOver()
    {
        var bench = new Bench().Load(Bench.Definition("""{"type":"Elsa.Delay","timeSpan":"00:10:00"}"""));

        await bench.StartAsync();

        bench.Bookmarks.Should().ContainSingle().Which.ResumeAt.Should().Be(Bench.Noon.AddMinutes(10));
        (await bench.GoOnAsync()).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Join_WaitAnyAfterABranchThatWaits_CancelsThatBranch()
    {
        var bench = new Bench().Load(Bench.Definition(Chart("s e a j end", "s>e s>a e>j a>j j>end",
            """{"id":"s","type":"Elsa.Start"}""", """{"id":"e","type":"Elsa.Event","eventName":"x"}""", Line("a"),
            """{"id":"j","type":"Elsa.FlowJoin","mode":"WaitAny"}""", Line("end"))));

        await bench.StartAsync();

        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        bench.Lines.Should().Equal("a", "end");
        bench.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Loop_LongerThanABurst_GoesOnInTheNext()
    {
        var bench = new Bench(o => o.BurstActivitiesMax = 10).Load(Bench.Definition(
            $$"""{"type":"Elsa.For","start":1,"end":40,"body":{{Js("getCurrentValue()")}} }"""));

        await bench.StartAsync();
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Executing);
        await bench.GoOnAsync();

        bench.Lines.Should().HaveCount(40);
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task State_FinishedTenSteps_IsSmall()
    {
        var bench = new Bench().Load(Bench.Definition(Chart("", string.Join(' ', Enumerable.Range(1, 9).Select(i => $"l{i}>l{i + 1}")), [.. Enumerable.Range(1, 10).Select(i => Line($"l{i}"))])));

        await bench.StartAsync();

        bench.State.ToUtf8().Length.Should().BeLessThan(200);
        bench.Last.ActivitiesExecuted.Should().Be(12);
    }

    private static string Increment => $$"""{"type":"Elsa.SetVariable","variable":{"id":"n","name":"n"},"value":{{Bench.Js("getN() + 1")}} }""";

    private static string Line(string id) => Bench.Line(id);

    private static string Js(string script, string? id = null) =>
        $$"""{ {{(id is null ? "" : $"\"id\":\"{id}\",")}}"type":"Elsa.WriteLine","text":{{Bench.Js(script)}} }""";

    private static string Chart(string order, string edges, params string[] activities) => Bench.Chart(activities, edges);
}
