using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer writes one row at a time behind a static semaphore, and its provider sleeps 150 ms when SQLite is busy: two writers are slower than one.</summary>
public sealed class Weakness10_WritersInTheWay
{
    [Fact]
    public async Task StartsAtTheSameTime_ShareACommit()
    {
        await using var host = await RuntimeHost.CreateAsync();
        host.Add("one", Flow.Sequence(Flow.Effect("a")));
        await host.StartAsync("one");
        var commits = 0;
        host.Database.Faults = point => commits += point == CommitPoint.Before ? 1 : 0;

        // While one unit of work holds the writer, fifty starts gather behind it.
        var held = new TaskCompletionSource();
        var holding = new TaskCompletionSource();
        var holder = host.Database.WriteAsync(async _ =>
        {
            holding.SetResult();
            await held.Task;
        });
        await holding.Task;
        var starts = Enumerable.Range(0, 50).Select(_ => host.StartAsync("one")).ToList();
        held.SetResult();
        await Task.WhenAll(starts);
        await holder;

        (await host.EffectsAsync()).Should().HaveCount(51);
        commits.Should().BeLessThan(10, "units of work that wait are committed together");
    }

    [Fact]
    public async Task OneOfTheGroupFails_TheOthersAreCommitted()
    {
        await using var host = await RuntimeHost.CreateAsync();
        host.Add("one", Flow.Sequence(Flow.Effect("a")));
        host.Probe.Fail("a", call => call % 5 == 0 ? new TimeoutException("not now") : null);

        var started = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => host.StartAsync("one"))));

        started.Count(s => s.SubStatus == WorkflowSubStatus.Finished).Should().Be(32);
        (await host.EffectsAsync()).Should().HaveCount(32);
    }
}
