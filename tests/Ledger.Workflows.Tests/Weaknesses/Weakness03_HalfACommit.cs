using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer deletes the bookmark and stores the state in separate transactions: a crash between them leaves an instance that nothing can reach.</summary>
public sealed class Weakness03_HalfACommit
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task AnyCommit_CrashOnEitherSide_InstanceEndsWithEachEffectOnce(DatabaseKind kind)
    {
        var crashes = 0;
        for (var commit = 1; commit <= 12; commit++)
        {
            foreach (var point in new[] { CommitPoint.Before, CommitPoint.After })
            {
                crashes += await RunAsync(kind, commit, point) ? 1 : 0;
            }
        }

        crashes.Should().BeGreaterThan(10, "the scenario has more than five commits, and each was a crash on both sides");
    }

    // Start, an external step, a long step, a timer, a child that is waited for, two stimuli in the sender's transaction.
    private static async Task<bool> RunAsync(DatabaseKind kind, int commit, CommitPoint point)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Probe.Long = (4, 2);
        host.Add("child", Flow.Sequence(Flow.Effect("c"), Flow.Wait("child-go")));
        host.Add("all", Flow.Sequence(
            Flow.Effect("first"),
            Flow.Activity("Test.External", "external"),
            Flow.Activity("Test.Long", "long"),
            Flow.Activity("Test.Later", "later", ("seconds", 5)),
            Flow.Activity("Elsa.DispatchWorkflow", "dispatch", ("workflowDefinitionId", "child"), ("waitForCompletion", true)),
            Flow.Wait("go"),
            Flow.Effect("last")));
        var id = (await host.Runtime.StartAsync(new StartWorkflow("all", RuntimeHost.Ana) { Queued = true })).InstanceId;
        await host.Database.WriteAsync(tx => host.Runtime.SendAsync(tx, RuntimeHost.Event("child-go")));
        await host.Database.WriteAsync(tx => host.Runtime.SendAsync(tx, RuntimeHost.Event("go")));

        var crashed = false;
        Crash.At(host, commit, point);
        await Crash.DieAsync(async () =>
        {
            crashed = true;
            await host.DrainAsync();
            host.Clock.Move(TimeSpan.FromSeconds(10));
            await host.DrainAsync();
            crashed = false;
        });
        await using var restarted = Crash.Restart(host);
        for (var i = 0; i < 3; i++)
        {
            host.Clock.Move(TimeSpan.FromMinutes(1)); // Past every lease and timer.
            await restarted.DrainAsync();
        }

        var because = $"the process died {point} commit {commit}";
        (await restarted.StatusAsync(id)).Should().Be(WorkflowSubStatus.Finished, because);
        var effects = await host.EffectsAsync();
        effects.Should().OnlyHaveUniqueItems(because).And.HaveCount(8, because);
        (await host.CountAsync("bookmarks")).Should().Be(0, because);
        (await host.CountAsync("pending_runs")).Should().Be(0, because);
        host.Probe.ExternalCalls.Distinct().Should().ContainSingle("every try of the call carries the same key");
        return crashed;
    }
}
