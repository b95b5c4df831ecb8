using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Instances;

/// <summary>Many at once: nothing lost, stuck or doubled.</summary>
public abstract class RaceContract(DatabaseKind kind)
{
    [Fact]
    public async Task Resumes_TwoHundredQuickOnes_AllArriveAndEachStepRunsOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System, o => o.PollInterval = TimeSpan.FromMilliseconds(100));
        host.Add("one", Flow.Sequence(Flow.Wait("go"), Flow.Effect("after")));
        var started = new List<StartedInstance>();
        for (var i = 0; i < 200; i++)
        {
            started.Add(await host.StartAsync("one"));
        }

        await using var running = await host.RunWorkerAsync();
        await Parallel.ForEachAsync(started, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (instance, token) =>
            await host.Runtime.SendAsync(RuntimeHost.Event("go") with { InstanceId = instance.InstanceId }, token));

        await RuntimeHost.UntilAsync(async () => await host.CountAsync("pending_runs") == 0, "the queue is empty");
        (await host.EffectsAsync()).Should().HaveCount(200);
        await AllFinishedAsync(host, 200);
    }

    [Fact]
    public async Task Resumes_OneInstanceThatWaitsAgainAndAgain_NoneIsLostBetweenTwoBookmarks()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System, o => o.PollInterval = TimeSpan.FromMilliseconds(100));
        host.Add("loop", Flow.Sequence([.. Enumerable.Range(0, 50).SelectMany(i => new[] { Flow.Wait("go"), Flow.Effect($"e{i}") })]));
        var started = await host.StartAsync("loop");
        await using var running = await host.RunWorkerAsync();

        await Parallel.ForEachAsync(Enumerable.Range(0, 50), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, token) =>
        {
            if (i % 2 == 0)
            {
                await host.Runtime.SendAsync(RuntimeHost.Event("go"), token);
            }
            else
            {
                await host.Database.WriteAsync(tx => host.Runtime.SendAsync(tx, RuntimeHost.Event("go")), token);
            }
        });

        await RuntimeHost.UntilAsync(
            async () => await host.StatusAsync(started.InstanceId) == WorkflowSubStatus.Finished, "every stimulus finds its bookmark");
        (await host.EffectsAsync()).Should().Equal(Enumerable.Range(0, 50).Select(i => $"e{i}"));
        (await host.CountAsync("kept_stimuli")).Should().Be(0);
    }

    [Fact]
    public async Task Resumes_TwoBookmarksOfOneInstanceAtTheSameTimeAHundredTimes_BothBranchesEnd()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System, o => o.PollInterval = TimeSpan.FromMilliseconds(100));
        host.Add("two", Flow.Sequence(
            Flow.Parallel(Flow.Sequence(Flow.Wait("a"), Flow.Effect("a")), Flow.Sequence(Flow.Wait("b"), Flow.Effect("b"))), Flow.Effect("end")));
        await using var running = await host.RunWorkerAsync();
        for (var i = 0; i < 100; i++)
        {
            var started = await host.StartAsync("two");
            using var gate = new Barrier(2);
            await Task.WhenAll(new[] { "a", "b" }.Select(name => Task.Run(() =>
            {
                gate.SignalAndWait();
                return host.Runtime.SendAsync(RuntimeHost.Event(name) with { InstanceId = started.InstanceId });
            })));
        }

        await RuntimeHost.UntilAsync(async () => await host.CountAsync("pending_runs") == 0, "the queue is empty");
        var effects = await host.EffectsAsync();
        effects.GroupBy(e => e).ToDictionary(g => g.Key, g => g.Count()).Should().Equal(
            new Dictionary<string, int> { ["a"] = 100, ["b"] = 100, ["end"] = 100 }.OrderBy(p => effects.IndexOf(p.Key)).ToDictionary());
        await AllFinishedAsync(host, 100);
    }

    [Fact]
    public async Task Branches_ManyTimersOfOneInstance_JoinOnce()
    {
        await using var host = await RuntimeHost.CreateAsync(kind, TimeProvider.System, o => o.PollInterval = TimeSpan.FromMilliseconds(50));
        host.Add("wide", Flow.Sequence(
            Flow.Parallel([.. Enumerable.Range(0, 30).Select(i => Flow.Sequence(Flow.Activity("Test.Later", $"later{i}", ("seconds", i % 2)), Flow.Effect($"e{i}")))]),
            Flow.Effect("joined")));
        await using var other = host.Another();
        await using var first = await host.RunWorkerAsync();
        await using var second = await other.RunWorkerAsync();

        var started = await host.StartAsync("wide");

        await RuntimeHost.UntilAsync(async () => await host.StatusAsync(started.InstanceId) == WorkflowSubStatus.Finished, "all branches join");
        var effects = await host.EffectsAsync();
        effects.Should().HaveCount(31).And.OnlyHaveUniqueItems();
        effects[^1].Should().Be("joined");
    }

    private static async Task AllFinishedAsync(RuntimeHost host, int count)
    {
        var finished = await host.Queries.ListAsync(
            new InstanceQuery { CompanyId = RuntimeHost.Company, SubStatuses = [WorkflowSubStatus.Finished] }, new());
        finished.TotalCount.Should().Be(count);
        (await host.CountAsync("bookmarks")).Should().Be(0);
    }
}

public sealed class SqliteRaceTests() : RaceContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlRaceTests() : RaceContract(DatabaseKind.PostgreSql);
