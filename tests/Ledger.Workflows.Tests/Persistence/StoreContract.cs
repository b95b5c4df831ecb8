using System.Text;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Testing;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Journal;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Stimuli;

namespace Ledger.Workflows.Tests.Persistence;

/// <summary>What the engine asks of its tables, the same on SQLite and PostgreSQL.</summary>
public abstract class StoreContract(DatabaseKind kind)
{
    private const string Hash = "159229920F1B8E88A347E7913C7E80335871012CD3591E65E681A2DEC4EAA1F4";

    [Fact]
    public async Task Instance_WrittenAndRead_IsTheSameInEveryColumn()
    {
        await using var test = await WorkflowDatabase.CreateAsync(kind);
        var instance = Instance(1);
        await test.Database.WriteAsync(tx => InstanceTable.AddAsync(tx, instance, 5_000));

        var read = await test.Database.WriteAsync(tx => InstanceTable.LockAsync(tx, 1));

        read.Should().BeEquivalentTo(instance);
        (await test.Database.WriteAsync(tx => InstanceTable.LockAsync(tx, 2))).Should().BeNull();
    }

    [Fact]
    public async Task Instance_UpdatedFromAnOldRevision_IsRefusedAndNothingChanges()
    {
        await using var test = await WorkflowDatabase.CreateAsync(kind);
        await test.Database.WriteAsync(tx => InstanceTable.AddAsync(tx, Instance(1), 5_000));
        var first = (await test.Database.WriteAsync(tx => InstanceTable.LockAsync(tx, 1)))!;
        var second = (await test.Database.WriteAsync(tx => InstanceTable.LockAsync(tx, 1)))!;
        first.SubStatus = WorkflowSubStatus.Finished;
        await test.Database.WriteAsync(tx => InstanceTable.UpdateAsync(tx, first, 6_000));

        second.Name = "late";
        var late = () => test.Database.WriteAsync(tx => InstanceTable.UpdateAsync(tx, second, 7_000));

        await late.Should().ThrowAsync<LostRaceException>();
        var read = (await test.Database.WriteAsync(tx => InstanceTable.LockAsync(tx, 1)))!;
        read.Should().Match<InstanceRecord>(i => i.SubStatus == WorkflowSubStatus.Finished && i.Name == "name" && i.Revision == 4);
    }

    [Fact]
    public async Task Claims_ByPriorityThenTime_NeverBeforeTheyAreDueAndNeverTwice()
    {
        await using var test = await WorkflowDatabase.CreateAsync(kind);
        var signal = new QueueSignal();
        await test.Database.WriteAsync(async tx =>
        {
            await PendingRuns.AddAsync(tx, new PendingRun(1, 9, PendingRunKind.Resume, 300) { Priority = PendingRun.Background }, signal);
            await PendingRuns.AddAsync(tx, new PendingRun(2, 9, PendingRunKind.Resume, 200) { Priority = PendingRun.Urgent, BookmarkId = 5 }, signal);
            await PendingRuns.AddAsync(tx, new PendingRun(3, 9, PendingRunKind.Resume, 100) { Priority = PendingRun.Urgent }, signal);
            await PendingRuns.AddAsync(tx, new PendingRun(4, 9, PendingRunKind.Resume, 900) { Priority = PendingRun.Urgent }, signal);
        });

        var claimed = new List<long?>();
        for (var i = 0; i < 4; i++)
        {
            claimed.Add((await test.Database.WriteAsync(tx => PendingRuns.ClaimAsync(tx, 500)))?.Id);
        }

        claimed.Should().Equal(3, 2, 1, null);
        (await PendingRuns.NextDueAsync(test.Database)).Should().Be(900);
    }

    [Fact]
    public async Task Claims_ManyWorkersAtOnce_EachRowGoesToOne()
    {
        await using var test = await WorkflowDatabase.CreateAsync(kind);
        var signal = new QueueSignal();
        await test.Database.WriteAsync(async tx =>
        {
            for (var i = 1; i <= 60; i++)
            {
                await PendingRuns.AddAsync(tx, new PendingRun(i, i, PendingRunKind.Resume, i), signal);
            }
        });

        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<long>();
            while (await test.Database.WriteAsync(tx => PendingRuns.ClaimAsync(tx, 500)) is { } run)
            {
                mine.Add(run.Id);
            }

            return mine;
        })));

        claimed.SelectMany(c => c).Should().BeEquivalentTo(Enumerable.Range(1, 60).Select(i => (long)i)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Claim_UndoneWithItsUnitOfWork_IsThereAgain()
    {
        await using var test = await WorkflowDatabase.CreateAsync(kind);
        var run = new PendingRun(1, 9, PendingRunKind.Resume, 100)
        {
            Data = RunData.Of(new Actor(7, 3, "ana"), new JsonObject { ["x"] = 1 }) with { StimulusHash = Hash, Context = 4 },
        };
        await test.Database.WriteAsync(tx => PendingRuns.AddAsync(tx, run, new QueueSignal()));

        var crash = () => test.Database.WriteAsync(async tx =>
        {
            (await PendingRuns.ClaimAsync(tx, 500)).Should().NotBeNull();
            throw new InvalidOperationException("crash");
        });
        await crash.Should().ThrowAsync<InvalidOperationException>();

        var again = (await test.Database.WriteAsync(tx => PendingRuns.ClaimAsync(tx, 500)))!;
        again.Data.Should().Match<RunData>(d => d.By == "ana" && d.User == 3 && d.StimulusHash == Hash && d.Context == 4);
        again.Data.Input!["x"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task KeptStimulus_TakenByTheFirstThatMayHaveIt_IsGoneForTheNext()
    {
        await using var test = await WorkflowDatabase.CreateAsync(kind);
        await test.Database.WriteAsync(async tx =>
        {
            await KeptStimuli.KeepAsync(tx, 7, "x", Hash, "K", null, RunData.Of(new Actor(7, 3, "for K")), 1);
            await KeptStimuli.KeepAsync(tx, 7, "x", Hash, null, 5, RunData.Of(new Actor(7, 3, "for 5")), 1);
        });

        (await Take(companyId: 8, instanceId: 5, correlation: "K")).Should().BeNull();
        (await Take(7, 4, null)).Should().BeNull();
        (await Take(7, 4, "K")).Should().Be("for K");
        (await Take(7, 4, "K")).Should().BeNull();
        (await Take(7, 5, null)).Should().Be("for 5");

        async Task<string?> Take(long companyId, long instanceId, string? correlation) =>
            (await test.Database.WriteAsync(tx => KeptStimuli.TakeAsync(tx, companyId, Hash, instanceId, correlation)))?.By;
    }

    [Fact]
    public void Journal_LinesOfABurst_SurviveTheirPacking()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
        var lines = Enumerable.Range(0, 400).Select(i => new JournalLine(
            i + 10, at.AddMilliseconds(i / 3), i % 5 == 0 ? "Own event" : i % 2 == 0 ? "Started" : "Completed", i + 1, i % 4, i % 7 - 1,
            i % 3 == 0 ? $"áéí {i}" : null, i % 4 == 0 ? new JsonObject { ["outputs"] = new JsonObject { ["n"] = i } } : null)).ToList();

        var packed = JournalCodec.Write(lines);
        var read = new List<JournalLine>();
        JournalCodec.Read(packed, read);

        read.Select(Text).Should().Equal(lines.Select(Text));
        packed.Length.Should().BeLessThan(400 * 20);

        static string Text(JournalLine line) => $"{line with { Payload = null }} {line.Payload?.ToJsonString()}";
    }

    private static InstanceRecord Instance(long id) => new()
    {
        Id = id,
        CompanyId = 7,
        DefinitionId = "d",
        VersionId = "v",
        Version = 2,
        SubStatus = WorkflowSubStatus.Suspended,
        CorrelationId = "K",
        Name = "name",
        ParentInstanceId = 8,
        StartedBy = "ana",
        StartedByUserId = 3,
        IncidentCount = 1,
        Revision = 3,
        IdempotencyKey = "once",
        CreatedAt = 4_000,
        State = Encoding.UTF8.GetBytes("{}"),
    };
}

public sealed class SqliteStoreTests() : StoreContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlStoreTests() : StoreContract(DatabaseKind.PostgreSql)
{
    [Fact]
    public async Task WakeUps_OtherNodeCommits_AreHeardAcrossConnections()
    {
        await using var test = await WorkflowDatabase.CreateAsync(DatabaseKind.PostgreSql);
        var (here, there) = (new QueueSignal(), new QueueSignal());
        var log = Microsoft.Extensions.Logging.Abstractions.NullLogger<NodeWakeUps>.Instance;
        using var one = new NodeWakeUps(test.Database, here, log);
        using var two = new NodeWakeUps(test.Database, there, log);
        await one.StartAsync(CancellationToken.None);
        await two.StartAsync(CancellationToken.None);
        await there.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None); // It listens now.
        var heard = there.WaitAsync(TimeSpan.FromMinutes(10), TimeProvider.System, CancellationToken.None);

        for (var i = 0; i < 600 && !heard.IsCompleted; i++)
        {
            here.Wake();
            await Task.Delay(50);
        }

        heard.IsCompleted.Should().BeTrue();
        await one.StopAsync(CancellationToken.None);
        await two.StopAsync(CancellationToken.None);
    }
}
