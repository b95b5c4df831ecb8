using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer hands dispatches, events, jobs and cancellations to channels in memory: they are lost on exit.</summary>
public sealed class Weakness06_QueuesInMemory
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task ProcessEndsRightAfterTheCommit_DispatchEventAndCall_HappenAfterTheRestart(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Effect("child")));
        host.Add("listener", Flow.Sequence(Flow.Wait("news"), Flow.Effect("heard")));
        host.Add("main", Flow.Sequence(
            Flow.Activity("Elsa.DispatchWorkflow", "dispatch", ("workflowDefinitionId", "child")),
            Flow.Activity("Elsa.PublishEvent", "publish", ("eventName", "news")),
            Flow.Activity("Test.External", "call")));
        await host.StartAsync("listener");
        var main = await host.StartAsync("main");
        (await host.EffectsAsync()).Should().BeEmpty("nothing of it runs before the commit");

        // The process ends here: all it has is in the database.
        await using var restarted = host.Another();
        await restarted.DrainAsync();

        (await host.EffectsAsync()).Should().BeEquivalentTo("child", "heard", $"answer:{main.InstanceId}-{host.Probe.ExternalCalls.Single().Split('-')[1]}");
        (await host.StatusAsync(main.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task ProcessEndsInTheMiddleOfACancellation_AllChildrenAreStoppedAfterTheRestart(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("child", Flow.Sequence(Flow.Wait("never")));
        host.Add("parent", Flow.Sequence(Flow.Activity(
            "Elsa.BulkDispatchWorkflows", "bulk", ("workflowDefinitionId", "child"),
            ("items", new JsonArray([.. Enumerable.Range(0, 40).Select(i => (JsonNode)i)])), ("waitForCompletion", true))));
        var parent = await host.StartAsync("parent");
        await host.DrainAsync();
        await host.Runtime.CancelAsync(parent.InstanceId, RuntimeHost.Ana);

        await using var restarted = host.Another();
        await restarted.DrainAsync();

        (await host.CountAsync("bookmarks")).Should().Be(0);
        (await host.Queries.ListAsync(
            new InstanceQuery { CompanyId = RuntimeHost.Company, SubStatuses = [WorkflowSubStatus.Cancelled] }, new())).TotalCount.Should().Be(41);
    }
}
