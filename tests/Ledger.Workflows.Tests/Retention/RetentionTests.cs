using System.Diagnostics;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Retention;
using Ledger.Workflows.Tests.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Ledger.Workflows.Tests.Retention;

/// <summary>Archiving of what ended long ago.</summary>
public abstract class RetentionContract(DatabaseKind kind, ITestOutputHelper output)
{
    [Fact]
    public async Task Run_FinishedLongAgo_IsArchivedAndStillFoundWithItsJournal()
    {
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("one", Flow.Sequence(Flow.Effect("a"), Flow.Line("printed")));
        host.Add("wait", Flow.Sequence(Flow.Wait("go")));
        host.Add("broken", Flow.Sequence(Flow.Effect("broken")));
        host.Probe.Fail("broken", _ => new WorkflowException("x.refused", "refused"));
        var old = await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { CorrelationId = "K1", IdempotencyKey = "once" });
        var waiting = await host.StartAsync("wait");
        var faulted = await host.StartAsync("broken");
        var repaired = await host.StartAsync("broken");
        host.Probe.Heal("broken");
        await host.Runtime.RetryAsync(repaired.InstanceId, (await host.DetailAsync(repaired.InstanceId)).Incidents.Single().Id, RuntimeHost.Ana);
        var before = await host.DetailAsync(old.InstanceId);
        var journal = await host.Queries.JournalAsync(RuntimeHost.Company, old.InstanceId);
        host.Clock.Move(TimeSpan.FromDays(91));
        var recent = await host.StartAsync("one");

        (await host.Retention.RunAsync()).Should().Be(2);
        (await host.Retention.RunAsync()).Should().Be(0);

        (await host.CountAsync("workflow_instances")).Should().Be(3);
        (await host.CountAsync("instance_archive")).Should().Be(2);
        var after = await host.DetailAsync(old.InstanceId);
        after.Summary.Should().Be(before.Summary);
        (await host.Queries.JournalAsync(RuntimeHost.Company, old.InstanceId)).Should().BeEquivalentTo(journal, o => o.Excluding(e => e.Payload));
        (await host.Queries.ExecutionsAsync(RuntimeHost.Company, old.InstanceId)).Should().HaveCount(4);
        (await host.DetailAsync(repaired.InstanceId)).Incidents.Should().ContainSingle().Which.Resolution.Should().Be("retried");
        (await host.Queries.FindAsync(99, old.InstanceId)).Should().BeNull();
        var list = await host.Queries.ListAsync(new InstanceQuery { CompanyId = RuntimeHost.Company }, new PageRequest());
        list.TotalCount.Should().Be(5);
        list.Items.Select(i => i.Id).Should().Equal(recent.InstanceId, repaired.InstanceId, faulted.InstanceId, waiting.InstanceId, old.InstanceId);
        (await host.Queries.ListAsync(new InstanceQuery { CompanyId = RuntimeHost.Company, CorrelationId = "K1" }, new PageRequest())).TotalCount.Should().Be(1);

        var again = await host.Runtime.StartAsync(new StartWorkflow("one", RuntimeHost.Ana) { IdempotencyKey = "once" });
        again.Should().Match<StartedInstance>(s => s.AlreadyStarted && s.InstanceId == old.InstanceId);
    }

    [Fact]
    public async Task Run_ManyInstances_MovesThemInSmallUnitsOfWork()
    {
        // LEDGER_FULL=1 tries it with 300,000, as the manual of operations promises.
        var isFull = Environment.GetEnvironmentVariable("LEDGER_FULL") == "1";
        var count = isFull ? 300_000 : 3_000;
        await using var host = await RuntimeHost.CreateAsync(kind);
        host.Add("ten", Flow.Flowchart([.. Enumerable.Range(1, 10).Select(i => Flow.Line($"step {i}"))]));
        var filling = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (_, token) => await host.Runtime.StartAsync(new StartWorkflow("ten", RuntimeHost.Ana), token));
        output.WriteLine($"{count} instances started in {filling.Elapsed.TotalSeconds:0.0} s");
        host.Clock.Move(TimeSpan.FromDays(91));
        var units = 0;
        host.Database.Faults = point => units += point == CommitPoint.Before ? 1 : 0;

        // Others start instances meanwhile: each must get its turn between two chunks.
        var moving = Stopwatch.StartNew();
        var archiving = host.Retention.RunAsync();
        var longestWait = TimeSpan.Zero;
        var others = 0;
        while (!archiving.IsCompleted)
        {
            var wait = Stopwatch.StartNew();
            await host.StartAsync("ten");
            longestWait = wait.Elapsed > longestWait ? wait.Elapsed : longestWait;
            others++;
            await Task.Delay(isFull ? 100 : 5);
        }

        (await archiving).Should().Be(count);
        output.WriteLine(
            $"{count} archived in {moving.Elapsed.TotalSeconds:0.0} s; the longest write held {host.Services.GetRequiredService<WorkflowRetention>().LongestWrite.TotalMilliseconds:0} ms; the longest wait of a start was {longestWait.TotalMilliseconds:0} ms");
        units.Should().BeGreaterThanOrEqualTo(count / 100);
        (await host.CountAsync("instance_archive")).Should().Be(count);
        (await host.CountAsync("workflow_instances")).Should().Be(others);
        (await host.CountAsync("journal_chunks")).Should().Be(others);
    }
}

public sealed class SqliteRetentionTests(ITestOutputHelper output) : RetentionContract(DatabaseKind.Sqlite, output);

public sealed class PostgreSqlRetentionTests(ITestOutputHelper output) : RetentionContract(DatabaseKind.PostgreSql, output);
