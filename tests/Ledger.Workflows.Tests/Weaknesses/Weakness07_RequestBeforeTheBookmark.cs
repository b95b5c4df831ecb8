using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer's RunTask tells the outside before its bookmark is committed: a handler can see a task of an instance that is never stored, and its answer finds nobody.</summary>
public sealed class Weakness07_RequestBeforeTheBookmark
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Burst_FailsAfterAskingOutside_NothingIsAskedUntilItIsCommitted(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("ask", Flow.Parallel(Flow.Activity("Test.External", "call"), Flow.Effect("flaky")));
        host.Probe.Fail("flaky", call => call == 1 ? new TimeoutException("not now") : null);

        var started = await host.StartAsync("ask");
        await host.DrainAsync();
        host.Probe.ExternalCalls.Should().BeEmpty("the burst that asked was undone");

        host.Clock.Move(TimeSpan.FromMinutes(1));
        await host.DrainAsync();
        host.Probe.ExternalCalls.Should().ContainSingle();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Answer_ComesBeforeTheBookmark_IsKeptForIt(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Wait("answer"), Flow.Effect("answered")));

        await host.SendAsync("answer");
        await host.StartAsync("wait");
        await host.DrainAsync();

        (await host.EffectsAsync()).Should().Equal("answered");
    }
}
