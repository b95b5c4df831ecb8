using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Tests.Queue;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>
/// The peer fires a start time that lies in the past at each start of the host, and twice at the first; it does not make up
/// missed cron ticks; and its scheduler fires on every node.
/// </summary>
public sealed class Weakness08_TicksTwiceOrNever
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task StartAt_InThePast_FiresOnceOverAllStartsNodesAndPublishings(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        var definition = Flow.Definition("once", Flow.Sequence(
            TriggerContract.Tick("Elsa.StartAt", "dateTime", host.Clock.GetUtcNow().AddDays(-1).ToString("O", CultureInfo.InvariantCulture)),
            Flow.Effect("fired")));
        await host.PublishAsync(definition);
        for (var start = 0; start < 3; start++)
        {
            await using var node1 = host.Another();
            await using var node2 = host.Another();
            await Task.WhenAll(node1.DrainAsync(), node2.DrainAsync());
            await host.PublishAsync((JsonObject)definition.DeepClone());
        }

        await host.DrainAsync();
        (await host.EffectsAsync()).Should().Equal("fired");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Cron_HostWasDown_MissedTicksAreMadeUpOnceAndACrashAtTheTickLosesNone(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        await host.PublishAsync(Flow.Definition("hourly", Flow.Sequence(
            TriggerContract.Tick("Elsa.Cron", "cronExpression", "0 0 * * * *"), Flow.Effect("hour"))));
        host.Clock.Move(TimeSpan.FromHours(5));

        Crash.At(host, 1, CommitPoint.Before);
        await Crash.DieAsync(host.DrainAsync);
        await using var restarted = Crash.Restart(host);
        await restarted.DrainAsync();

        (await host.EffectsAsync()).Should().Equal("hour");
    }
}
