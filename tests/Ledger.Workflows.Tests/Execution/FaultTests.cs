using System.Text.Json.Nodes;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Activities;

namespace Ledger.Workflows.Tests.Execution;

/// <summary>Faults, retry, skip, cancel, compensation, long and external steps (W3, W4, W8, W12).</summary>
[Trait("row", "W3")]
public sealed class FaultTests
{
    private const string Vars = """ "variables":[{"id":"n","name":"n","typeName":"Int32","value":0}] """;

    private static string Print => $$"""{"type":"Elsa.WriteLine","text":{{Bench.Js("'n=' + getN()")}} }""";

    // elsa-semantics.md §18.14
    [Fact]
    public async Task Fault_OfOneBranch_StopsTheOthersUntilTheRetryAndLosesNothing()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.Parallel","activities":[{"type":"Elsa.Sequence","activities":[{"id":"f","type":"CoreTest.Flaky"},{{Bench.Line("a2")}}]},{"type":"Elsa.Sequence","activities":[{{Bench.Line("b1")}},{{Bench.Line("b2")}}]}]}""", Vars));
        Flaky.Fail(1);

        await bench.StartAsync();
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        bench.Lines.Should().BeEmpty("nothing scheduled afterwards runs");
        bench.Incidents.Should().ContainSingle().Which.Code.Should().Be("test.flaky");
        (bench.State.CorrelationId, bench.Bookmarks.Count).Should().Be((null, 0), "the failed step is undone");
        bench.State.Variables().Single().Value!.GetValue<long>().Should().Be(0);
        await bench.RunAsync(new BurstStimulus.RetryIncident(bench.Incidents[0].ContextId));

        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished, bench.Why);
        bench.Lines.Should().BeEquivalentTo("a2", "b1", "b2");
    }

    [Fact]
    public async Task Fault_ThatANewTryMayCure_LeavesTheBurstUnlessFaultsAreRecorded()
    {
        var bench = new Bench().Load(Bench.Definition("""{"type":"CoreTest.Flaky"}"""));
        Flaky.Fail(2, new IOException("disk"));

        await bench.Invoking(b => b.StartAsync()).Should().ThrowAsync<IOException>();
        bench.RecordFaults = true;
        await bench.StartAsync();

        bench.Incidents.Should().ContainSingle().Which.IsPermanent.Should().BeFalse();
    }

    [Fact]
    public async Task Skip_FaultedStep_GoesOnWithTheOutcome()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Fault","message":"no"},{{Bench.Line("after")}}]}"""));

        await bench.StartAsync();
        await bench.RunAsync(new BurstStimulus.Skip(bench.Incidents[0].ContextId, "Done"));

        bench.Lines.Should().Equal("after");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Fault_WithContinueStrategy_LetsOtherBranchesEndAndIsNotSuspended()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.Parallel","activities":[{"type":"Elsa.Fault"},{"type":"Elsa.Sequence","activities":[{{Bench.Line("b1")}},{{Bench.Line("b2")}}]}]}""",
            """ "options":{"incidentStrategyType":"Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core"} """));

        await bench.StartAsync();

        bench.Lines.Should().Equal("b1", "b2");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Stimulus_ForAFaultedInstance_WaitsForTheRetry()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.Parallel","activities":[{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Event","eventName":"x"},{{Bench.Line("x")}}]},{"type":"Elsa.Sequence","activities":[{"type":"Elsa.Sequence","activities":[{"type":"CoreTest.Flaky"}]}]}]}"""));
        Flaky.Fail(1);

        await bench.StartAsync();
        await bench.ResumeAsync(bench.Bookmarks[0]);
        bench.Lines.Should().BeEmpty();
        await bench.RunAsync(new BurstStimulus.RetryIncident(bench.Incidents[0].ContextId));

        bench.Lines.Should().Equal("x");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Resume_UnknownBookmark_ChangesNothing()
    {
        var bench = new Bench().Load(Bench.Definition("""{"type":"Elsa.Event","eventName":"x"}"""));
        await bench.StartAsync();
        var before = bench.State.ToUtf8();

        await bench.RunAsync(new BurstStimulus.ResumeBookmark(1));

        bench.Last.Accepted.Should().BeFalse();
        bench.State.ToUtf8().Should().Equal(before);
    }

    [Fact]
    public async Task Cancel_WaitingInstance_ClosesItsBookmarks()
    {
        var bench = new Bench().Load(Bench.Definition("""{"type":"Elsa.Event","eventName":"x"}"""));
        await bench.StartAsync();

        await bench.RunAsync(new BurstStimulus.Cancel());

        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Cancelled);
        bench.Last.RemovedBookmarks.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Compensation_OnAFaultOrOnDemand_RunsUndoBranchesLatestFirstOnce(bool onFault)
    {
        var last = onFault ? """{"type":"Elsa.Fault","message":"no"}""" : """{"type":"Elsa.Event","eventName":"x"}""";
        var bench = new Bench().Load(Bench.Definition(
            $$"""
            {"type":"Elsa.Sequence","activities":[
              {"type":"Elsa.ForEach","items":{{Bench.Js("[1,2]")}},"body":{"type":"Ledger.Compensable","body":{"type":"Elsa.WriteLine","text":{{Bench.Js("'do ' + getCurrentValue()")}} },"undo":{"type":"Elsa.WriteLine","text":{{Bench.Js("'undo ' + getCurrentValue()")}} } } },
              {{last}}]}
            """, onFault ? """ "options":{"compensateOnFault":true} """ : ""));

        await bench.StartAsync();
        if (!onFault)
        {
            await bench.RunAsync(new BurstStimulus.Compensate());
        }

        bench.Lines.Should().Equal("do 1", "do 2", "undo 2", "undo 1");
        bench.Last.SubStatus.Should().Be(onFault ? WorkflowSubStatus.Faulted : WorkflowSubStatus.Cancelled);
        bench.Bookmarks.Should().BeEmpty();
        (await bench.RunAsync(new BurstStimulus.Compensate())).Accepted.Should().BeFalse();
    }

    [Fact]
    public async Task Compensation_AfterTheEnd_StillRuns()
    {
        var bench = new Bench().Load(Bench.Definition($$"""{"type":"Ledger.Compensable","body":{{Bench.Line("do")}},"undo":{{Bench.Line("undo")}} }"""));
        await bench.StartAsync();
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);

        await bench.RunAsync(new BurstStimulus.Compensate());

        bench.Lines.Should().Equal("do", "undo");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public async Task LongStep_ThreeChunks_ReportsProgressAndEnds()
    {
        var bench = new Bench().Load(Bench.Definition($$"""{"type":"Elsa.Sequence","activities":[{"type":"CoreTest.Long"},{{Bench.Line("end")}}]}"""));

        await bench.StartAsync();
        bench.Last.Continuations.Should().ContainSingle().Which.Should().Match<Continuation>(c => c.Done == 10 && c.Total == 30);
        await bench.GoOnAsync();

        bench.Lines.Should().Equal("end");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task ExternalStep_FailedThenRetried_KeepsItsKeyAndTakesTheAnswer()
    {
        var bench = new Bench().Load(Bench.Definition(
            $$"""{"type":"Elsa.Sequence","activities":[{"type":"CoreTest.Call","answer":{"memoryReference":{"id":"n"} } },{{Print}}]}""", """ "variables":[{"id":"n","name":"n","typeName":"String"}] """));

        await bench.StartAsync();
        var call = bench.Last.ExternalCalls.Should().ContainSingle().Subject;
        await bench.RunAsync(new BurstStimulus.ExternalAnswer(call.ContextId, null, new IOException("gone")));
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        await bench.RunAsync(new BurstStimulus.RetryIncident(call.ContextId));
        bench.Last.ExternalCalls.Should().ContainSingle().Which.ExecutionId.Should().Be(call.ExecutionId);
        await bench.RunAsync(new BurstStimulus.ExternalAnswer(call.ContextId, JsonValue.Create("ok")));

        bench.Lines.Should().Equal("n=ok");
        bench.Last.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }
}
