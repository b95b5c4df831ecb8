using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer works its bookmark queue off one by one, a pass each half second, and scans what matches nothing again and again until it expires.</summary>
public sealed class Weakness09_SlowBookmarkQueue
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Stimuli_ThatMatchNothing_WaitOutsideTheQueueAndDoNotDelayOthers(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Wait("go"), Flow.Effect("after")));
        for (var i = 0; i < 300; i++)
        {
            (await host.SendAsync($"nobody-{i}")).Kept.Should().BeTrue();
        }

        (await host.CountAsync("pending_runs")).Should().Be(0, "the worker never looks at them");
        var started = await host.StartAsync("one");
        await host.SendAsync("go");
        (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished, "the resume is part of the send, not of a later pass");
        (await host.CountAsync("kept_stimuli")).Should().Be(300);
    }
}
