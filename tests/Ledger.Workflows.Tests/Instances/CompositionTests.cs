using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;
using Xunit.Abstractions;

namespace Ledger.Workflows.Tests.Instances;

/// <summary>Processes that start others (elsa-semantics.md §14).</summary>
public abstract class CompositionContract(DatabaseKind kind, ITestOutputHelper output)
{
    [Theory] // elsa case 36
    [InlineData("parent-no-wait", true)]
    [InlineData("parent-with-wait", true)]
    public async Task ExecuteWorkflow_ElsaCase_PrintsInOrderAndTheChildKnowsItsParent(string parent, bool knowsParent)
    {
        if (ElsaData.Load("36-execute-workflow/child-workflow.json", output) is not { } child)
        {
            return;
        }

        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add(child);
        host.Add(ElsaData.Load($"36-execute-workflow/{parent}.json", output)!);

        var started = await host.StartAsync(parent);

        started.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        var all = (await host.Queries.ListAsync(new InstanceQuery { CompanyId = RuntimeHost.Company }, new())).Items;
        var ran = all.Single(i => i.DefinitionId == "child-workflow");
        (ran.ParentInstanceId == started.InstanceId).Should().Be(knowsParent);
        (await host.LinesAsync(started.InstanceId)).Should().Equal("Parent: Before child", "Parent: After child");
        (await host.LinesAsync(ran.Id)).Should().Equal("Child: Executing");
    }

    [Theory]
    [InlineData("Elsa.ExecuteWorkflow")]
    [InlineData("Elsa.DispatchWorkflow")]
    public async Task Child_Waits_ParentGoesOnWhenItHasEnded(string type)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Effect("c1"), Flow.Wait("go"), Flow.Effect("c2")));
        host.Add("parent", Flow.Sequence(
            Flow.Effect("p1"), Flow.Activity(type, "run", ("workflowDefinitionId", "child"), ("waitForCompletion", true)), Flow.Effect("p2")));

        var parent = await host.StartAsync("parent");
        await host.DrainAsync();
        (await host.StatusAsync(parent.InstanceId)).Should().Be(WorkflowSubStatus.Suspended);
        (await host.EffectsAsync()).Should().Equal("p1", "c1");

        (await host.SendAsync("go")).Resumed.Should().Be(1);
        await host.DrainAsync();

        (await host.StatusAsync(parent.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("p1", "c1", "c2", "p2");
    }

    [Fact]
    public async Task Child_StepFailsForAWhile_ParentAndChildAreUndoneTogether()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Effect("c1"), Flow.Effect("flaky")));
        host.Add("parent", Flow.Sequence(
            Flow.Effect("p1"), Flow.Activity("Elsa.ExecuteWorkflow", "run", ("workflowDefinitionId", "child"), ("waitForCompletion", true)), Flow.Effect("p2")));
        host.Probe.Fail("flaky", call => call < 2 ? new TimeoutException("not now") : null);

        var parent = await host.StartAsync("parent");
        (await host.EffectsAsync()).Should().BeEmpty();
        (await host.CountAsync("workflow_instances")).Should().Be(1);
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        (await host.StatusAsync(parent.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("p1", "c1", "flaky", "p2");
        (await host.CountAsync("workflow_instances")).Should().Be(2);
    }

    [Fact]
    public async Task Child_Faulted_ParentWaitsUntilAPersonHasRepairedIt()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Effect("broken")));
        host.Add("parent", Flow.Sequence(
            Flow.Activity("Elsa.ExecuteWorkflow", "run", ("workflowDefinitionId", "child"), ("waitForCompletion", true)), Flow.Effect("p2")));
        host.Probe.Fail("broken", _ => new WorkflowException("x.refused", "refused"));
        var parent = await host.StartAsync("parent");
        await host.DrainAsync();
        parent.SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        var child = (await ListAsync(host, "child")).Single();
        child.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        host.Probe.Heal("broken");
        var incident = (await host.DetailAsync(child.Id)).Incidents.Single();
        await host.Runtime.RetryAsync(child.Id, incident.Id, RuntimeHost.Ana);
        await host.DrainAsync();

        (await host.StatusAsync(parent.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("broken", "p2");
    }

    [Fact]
    public async Task Child_Cancelled_ParentThatWaitsHasAnIncident()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Wait("go")));
        host.Add("parent", Flow.Sequence(
            Flow.Activity("Elsa.ExecuteWorkflow", "run", ("workflowDefinitionId", "child"), ("waitForCompletion", true))));
        var parent = await host.StartAsync("parent");
        var child = (await ListAsync(host, "child")).Single();

        await host.Runtime.CancelAsync(child.Id, RuntimeHost.Ana);
        await host.DrainAsync();

        (await host.DetailAsync(parent.InstanceId)).Incidents.Single().Code.Should().Be("child.cancelled");
    }

    [Fact]
    public async Task CancelAsync_Parent_StopsManyChildren()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Wait("go")));
        host.Add("parent", Flow.Sequence(Bulk(30)));
        var parent = await host.StartAsync("parent");
        await host.DrainAsync();
        (await host.CountAsync("bookmarks")).Should().Be(31);

        await host.Runtime.CancelAsync(parent.InstanceId, RuntimeHost.Ana);
        await host.DrainAsync();

        (await host.CountAsync("bookmarks")).Should().Be(0);
        (await ListAsync(host, "child")).Should().HaveCount(30).And.OnlyContain(i => i.SubStatus == WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public async Task BulkDispatch_AllChildrenEnd_PortsRunForEachAndTheStepCompletesOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add(Flow.Definition("child", Flow.Sequence(Flow.Effect("child")), inputs: [Flow.Input("Item")]));
        var bulk = Bulk(12);
        bulk["childCompleted"] = Flow.Effect("completed");
        bulk["childFaulted"] = Flow.Effect("faulted");
        host.Add("parent", Flow.Sequence(bulk, Flow.Effect("after")));
        host.Probe.Fail("child", call => call == 5 ? new WorkflowException("x.refused", "refused") : null);

        var parent = await host.StartAsync("parent");
        await host.DrainAsync();

        (await host.StatusAsync(parent.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        var effects = await host.EffectsAsync();
        effects.Count(e => e == "completed").Should().Be(11);
        effects.Count(e => e == "faulted").Should().Be(1);
        effects[^1].Should().Be("after");
        (await host.DetailAsync((await ListAsync(host, "child"))[0].Id)).Input["Item"].Should().NotBeNull();
    }

    [Fact]
    public async Task PublishEvent_InABurstThatIsUndone_IsNotHeard()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("listener", Flow.Sequence(Flow.Wait("news"), Flow.Effect("heard")));
        host.Add("speaker", Flow.Sequence(
            Flow.Activity("Elsa.PublishEvent", "say", ("eventName", "news")), Flow.Effect("flaky")));
        host.Probe.Fail("flaky", call => call == 1 ? new TimeoutException("not now") : null);
        var listener = await host.StartAsync("listener");

        await host.StartAsync("speaker");
        await host.DrainAsync();
        (await host.EffectsAsync()).Should().BeEmpty();
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.DrainAsync();

        (await host.EffectsAsync()).Should().BeEquivalentTo("flaky", "heard");
        (await host.StatusAsync(listener.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task ExecuteWorkflow_ProcessCallsItself_DoesNotGrowOneBurstWithoutEnd()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("self", Flow.Sequence(Flow.Effect("turn"), Flow.Activity("Elsa.ExecuteWorkflow", "run", ("workflowDefinitionId", "self"))));

        await host.StartAsync("self");

        (await host.EffectsAsync()).Count.Should().BeInRange(2, 20);
        (await host.CountAsync("pending_runs")).Should().Be(1);
    }

    private static JsonObject Bulk(int count) => Flow.Activity(
        "Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", "child"),
        ("items", new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)$"item{i}")])), ("waitForCompletion", true));

    private static async Task<IReadOnlyList<InstanceSummary>> ListAsync(RuntimeHost host, string definition) =>
        (await host.Queries.ListAsync(new InstanceQuery { CompanyId = RuntimeHost.Company, DefinitionIds = [definition] }, new())).Items;
}

public sealed class SqliteCompositionTests(ITestOutputHelper output) : CompositionContract(DatabaseKind.Sqlite, output);

public sealed class PostgreSqlCompositionTests(ITestOutputHelper output) : CompositionContract(DatabaseKind.PostgreSql, output);
