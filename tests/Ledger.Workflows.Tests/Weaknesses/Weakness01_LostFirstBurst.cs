using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer stores a new instance only after its first burst: a crash in between leaves side effects and no instance.</summary>
public sealed class Weakness01_LostFirstBurst
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite, false)]
    [InlineData(DatabaseKind.Sqlite, true)]
    [InlineData(DatabaseKind.PostgreSql, false)]
    [InlineData(DatabaseKind.PostgreSql, true)]
    public async Task FirstBurst_CrashAroundItsCommit_LeavesInstanceAndEffectsOrNeither(DatabaseKind kind, bool after)
    {
        var point = after ? CommitPoint.After : CommitPoint.Before;
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Effect("a"), Flow.Effect("b")));

        Crash.At(host, 1, point);
        await Crash.DieAsync(() => host.StartAsync("one"));
        await using var restarted = Crash.Restart(host);
        await restarted.DrainAsync();

        var instances = await host.CountAsync("workflow_instances");
        instances.Should().Be(point == CommitPoint.Before ? 0 : 1);
        (await host.EffectsAsync()).Should().HaveCount((int)instances * 2);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task FirstBurst_QueuedAndTheWorkerCrashes_RunsAfterTheRestart(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Effect("a"), Flow.Effect("b")));
        var started = await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { Queued = true });

        Crash.At(host, 1, CommitPoint.Before);
        await Crash.DieAsync(host.DrainAsync);
        (await host.EffectsAsync()).Should().BeEmpty();
        await using var restarted = Crash.Restart(host);
        await restarted.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("a", "b");
    }
}
