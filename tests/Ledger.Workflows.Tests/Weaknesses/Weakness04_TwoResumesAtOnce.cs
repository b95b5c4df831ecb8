using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>
/// The peer, resuming two bookmarks of one instance at the same time, lost one in 20 of 20 runs: both branches ran, both
/// bookmarks were deleted, the stored state waits for one for ever. (RaceTests does it a hundred times, on both databases.)
/// </summary>
public sealed class Weakness04_TwoResumesAtOnce
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task TwoBookmarks_ResumedInsideOneAnothersBurst_BothCount(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await using var other = host.Another();
        host.Add("two", Flow.Sequence(Flow.Parallel(Flow.Wait("a"), Flow.Wait("b")), Flow.Effect("end")));
        for (var i = 0; i < 20; i++)
        {
            var started = await host.StartAsync("two");
            await Task.WhenAll(
                Task.Run(() => host.Runtime.SendAsync(RuntimeHost.Event("a") with { InstanceId = started.InstanceId })),
                Task.Run(() => other.Runtime.SendAsync(RuntimeHost.Event("b") with { InstanceId = started.InstanceId })));
            await host.DrainAsync();
            (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        }

        (await host.EffectsAsync()).Should().HaveCount(20);
    }

    [Fact]
    public async Task Revision_ChangedBehindABurst_TheBurstIsNotWritten()
    {
        await using var host = await RuntimeHost.CreateAsync();
        host.Add("one", Flow.Sequence(Flow.Wait("go"), Flow.Effect("meddle"), Flow.Effect("after")));
        var started = await host.StartAsync("one");
        var stale = await host.Database.WriteAsync(tx => InstanceTable.LockAsync(tx, started.InstanceId));
        await host.SendAsync("go");

        var late = () => host.Database.WriteAsync(tx => InstanceTable.UpdateAsync(tx, stale!, 0));

        await late.Should().ThrowAsync<LostRaceException>();
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
    }
}
