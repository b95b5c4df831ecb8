using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer's crash in a resumed burst leaves the old bookmark and the new side effects; nobody sends the stimulus again.</summary>
public sealed class Weakness02_StimulusLostInACrash
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task ResumedBurst_Crashes_StimulusIsStillThereAndEffectsHappenOnce(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("wait", Flow.Sequence(Flow.Wait("go"), Flow.Effect("a"), Flow.Effect("b")));
        var started = await host.StartAsync("wait");
        await host.Database.WriteAsync(tx => host.Runtime.SendAsync(tx, RuntimeHost.Event("go")));

        Crash.At(host, 1, CommitPoint.Before);
        await Crash.DieAsync(host.DrainAsync);
        (await host.EffectsAsync()).Should().BeEmpty("what the burst did is undone with it");
        await using var restarted = Crash.Restart(host);
        await restarted.DrainAsync();

        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        (await host.EffectsAsync()).Should().Equal("a", "b");
    }
}
