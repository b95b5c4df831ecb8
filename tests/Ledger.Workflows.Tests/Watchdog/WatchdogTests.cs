using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;
using Ledger.Workflows.Watchdog;

namespace Ledger.Workflows.Tests.Watchdog;

/// <summary>What an operator would otherwise have to find.</summary>
public abstract class WatchdogContract(DatabaseKind kind)
{
    [Fact]
    public async Task Run_AllIsWell_FindsNothing()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("mix", Flow.Parallel(Flow.Wait("go"), Flow.Activity("Test.Later", "later", ("seconds", 60)), Flow.Activity("Test.External", "call")));
        host.Add("done", Flow.Sequence(Flow.Line("x")));
        await host.StartAsync("mix");
        await host.StartAsync("done");
        await host.Runtime.StartAsync(new StartWorkflow("done", RuntimeHost.Ana) { Queued = true });
        await host.SendAsync("later");

        (await host.Watchdog.RunAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_PendingRunWithoutInstance_IsRemovedAndReportedOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await host.Database.WriteAsync(tx => tx.ExecuteAsync(
            "insert into pending_runs (id, instance_id, kind, priority, due_at, attempts) values (1, 99, 1, 0, 9999999999999, 0)"));

        (await host.Watchdog.RunAsync()).Should().ContainSingle()
            .Which.Should().Match<WatchdogFinding>(f => f.Kind == "run.orphaned" && f.SubjectId == 1 && f.InstanceId == 99 && f.Repaired);
        (await host.Watchdog.RunAsync()).Should().BeEmpty();
        (await host.CountAsync("pending_runs")).Should().Be(0);
        (await host.Watchdog.ListAsync(RuntimeHost.Company, new PageRequest())).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Run_LeaseWhoseOwnerIsGone_IsFreedForAnother()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("external", Flow.Sequence(Flow.Activity("Test.External", "call")));
        var started = await host.StartAsync("external");
        var soon = host.Clock.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds();
        await host.Database.WriteAsync(tx => tx.ExecuteAsync(
            "update pending_runs set lease_owner = 'dead', lease_until = $1, due_at = $1", soon));
        (await host.Watchdog.RunAsync()).Should().BeEmpty("the lease still holds");

        host.Clock.Move(TimeSpan.FromMinutes(1));
        (await host.Watchdog.RunAsync()).Should().ContainSingle()
            .Which.Should().Match<WatchdogFinding>(f => f.Kind == "lease.expired" && f.InstanceId == started.InstanceId && f.Repaired);
        await host.DrainAsync();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Run_InstanceThatCanNeverMove_BecomesAnIncidentOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("stuck", Flow.Sequence(Flow.Activity("Test.Nothing", "nothing")));
        var started = await host.StartAsync("stuck");

        (await host.Watchdog.RunAsync()).Should().ContainSingle()
            .Which.Should().Match<WatchdogFinding>(f => f.Kind == "instance.stuck" && f.SubjectId == started.InstanceId && !f.Repaired);
        (await host.Watchdog.RunAsync()).Should().BeEmpty();

        var detail = await host.DetailAsync(started.InstanceId);
        detail.Summary.IncidentCount.Should().Be(1);
        detail.Incidents.Single().Code.Should().Be("instance.stuck");
        (await host.Runtime.CancelAsync(started.InstanceId, RuntimeHost.Ana)).Should().BeTrue();
    }

    [Fact]
    public async Task Run_BookmarkOfAnInstanceThatIsGone_IsRemoved()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Wait("go")));
        var started = await host.StartAsync("wait");
        await host.Database.WriteAsync(tx => tx.ExecuteAsync("delete from workflow_instances where id = $1", started.InstanceId));

        (await host.Watchdog.RunAsync()).Should().ContainSingle().Which.Kind.Should().Be("bookmark.orphaned");
        (await host.CountAsync("bookmarks")).Should().Be(0);
        (await host.SendAsync("go")).Kept.Should().BeTrue();
    }

    [Fact]
    public async Task Run_StimulusNobodyWaitedFor_IsLetGoAndReported()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await host.SendAsync("nobody");

        host.Clock.Move(TimeSpan.FromHours(23));
        (await host.Watchdog.RunAsync()).Should().BeEmpty();
        host.Clock.Move(TimeSpan.FromHours(2));
        (await host.Watchdog.RunAsync()).Should().ContainSingle()
            .Which.Should().Match<WatchdogFinding>(f => f.Kind == "stimulus.unclaimed" && f.CompanyId == RuntimeHost.Company && !f.Repaired);
        (await host.CountAsync("kept_stimuli")).Should().Be(0);
    }
}

public sealed class SqliteWatchdogTests() : WatchdogContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlWatchdogTests() : WatchdogContract(DatabaseKind.PostgreSql);
