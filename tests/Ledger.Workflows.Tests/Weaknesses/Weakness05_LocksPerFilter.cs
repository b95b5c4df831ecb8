using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer locks a resume by its filter, in a file: two filters that mean the same bookmark do not see each other.</summary>
public sealed class Weakness05_LocksPerFilter
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task OneBookmark_ReachedByThreeFiltersAtOnce_IsUsedOnceAndTheOthersAreKept(DatabaseKind kind)
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Wait("go"), Flow.Effect("first"), Flow.Wait("go"), Flow.Effect("second"), Flow.Wait("go"), Flow.Effect("third")));
        for (var i = 0; i < 10; i++)
        {
            var started = await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { CorrelationId = $"k{i}" });
            await Task.WhenAll(
                Task.Run(() => host.Runtime.SendAsync(RuntimeHost.Event("go"))),
                Task.Run(() => host.Runtime.SendAsync(RuntimeHost.Event("go") with { CorrelationId = $"k{i}" })),
                Task.Run(() => host.Runtime.SendAsync(RuntimeHost.Event("go") with { InstanceId = started.InstanceId })));
            await host.DrainAsync();

            (await host.EffectsAsync(started.InstanceId)).Should().Equal("first", "second", "third");
            (await host.StatusAsync(started.InstanceId)).Should().Be(WorkflowSubStatus.Finished);
        }
    }
}
