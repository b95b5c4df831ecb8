using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Testing;
using Ledger.Workflows.Schedules;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Tests.Schedules;

[Trait("row", "W7")]
public abstract class SchedulesContract(DatabaseKind kind)
{
    private static readonly Actor Owner = new(7, 1, "ana");
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Tick_WhenItsTimeComes_StartsOneInstanceAndMovesOn()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var schedule = await bench.Schedules.SaveAsync(Hourly() with { Input = new JsonObject { ["days"] = 7 } }, Owner);

        await bench.DrainAsync();
        bench.Runtime.Started.Should().BeEmpty();
        bench.Clock.MoveTo(Noon.AddHours(1));
        await bench.DrainAsync();
        await bench.DrainAsync();

        var start = bench.Runtime.Started.Should().ContainSingle().Subject;
        start.IdempotencyKey.Should().Be($"schedule:{schedule.Id}:tick:{Noon.AddHours(1).ToUnixTimeMilliseconds()}");
        start.Input!.ToJsonString().Should().Be("""{"days":7}""");
        start.Actor.Should().Be(new Actor(7, null, "schedule:hourly"));
        var now = (await bench.Schedules.ListAsync(7)).Single();
        now.NextRunAt.Should().Be(Noon.AddHours(2));
        now.LastRunAt.Should().Be(Noon.AddHours(1));
        (await bench.HistoryAsync(schedule)).Should().ContainSingle().Which.Should().Match<ScheduleRun>(
            r => r.DueAt == Noon.AddHours(1) && r.Result == "running" && r.By == "schedule" && r.InstanceId != null);
    }

    [Theory] // elsa-semantics.md §18.8: missed cron ticks
    [InlineData(MisfireRule.RunOnce, 1, 15, 0)]
    [InlineData(MisfireRule.Skip, 0, 0, 3)]
    [InlineData(MisfireRule.RunAll, 3, 15, 0)]
    public async Task Ticks_MissedWhileNobodyWasThere_FollowTheMisfireRule(MisfireRule rule, int runs, int lastHour, int skipped)
    {
        await using var bench = await Bench.CreateAsync(kind);
        var schedule = await bench.Schedules.SaveAsync(Hourly() with { Misfire = rule }, Owner);

        bench.Clock.MoveTo(Noon.AddHours(3).AddMinutes(30)); // 13:00, 14:00 and 15:00 went by
        await bench.DrainAsync();

        bench.Runtime.Started.Should().HaveCount(runs).And.OnlyHaveUniqueItems(s => s.IdempotencyKey);
        var history = await bench.HistoryAsync(schedule);
        if (runs > 0)
        {
            history.Max(r => r.DueAt).Hour.Should().Be(lastHour);
        }

        history.Where(r => r.Result == "skipped").Sum(r => int.Parse(r.Message!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).Should().Be(skipped);
        (await bench.Schedules.ListAsync(7)).Single().NextRunAt.Should().Be(Noon.AddHours(4));
    }

    [Fact]
    public async Task Skip_LastTickIsOnTime_RunsThatOneAndNotesTheOthers()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var schedule = await bench.Schedules.SaveAsync(Hourly() with { Misfire = MisfireRule.Skip }, Owner);

        bench.Clock.MoveTo(Noon.AddHours(3).AddSeconds(5));
        await bench.DrainAsync();

        (await bench.HistoryAsync(schedule)).Select(r => (r.Result, r.DueAt.Hour)).Should().BeEquivalentTo([("running", 15), ("skipped", 13)]);
    }

    [Fact] // one run in a cluster
    public async Task TwoHosts_LookingAtOnce_FireEachTickOnce()
    {
        await using var bench = await Bench.CreateAsync(kind);
        await using var other = new LedgerDatabase(bench.Test.Options, bench.Clock, node: 1);
        var secondRuntime = new NotingRuntime(other);
        var second = Bench.WorkerOn(other, secondRuntime);
        for (var i = 0; i < 5; i++)
        {
            await bench.Schedules.SaveAsync(Hourly() with { Name = $"s{i}" }, Owner);
        }

        for (var hour = 1; hour <= 6; hour++)
        {
            bench.Clock.MoveTo(Noon.AddHours(hour));
            await Task.WhenAll(
                Task.Run(() => bench.Worker.RunDueAsync(default)), Task.Run(() => second.RunDueAsync(default)),
                Task.Run(() => bench.Worker.RunDueAsync(default)), Task.Run(() => second.RunDueAsync(default)));
        }

        var keys = bench.Runtime.Started.Concat(secondRuntime.Started).Select(s => s.IdempotencyKey).ToList();
        keys.Should().HaveCount(30).And.OnlyHaveUniqueItems();
    }

    [Fact] // survives a crash in the middle
    public async Task Crash_BetweenTheStartAndTheCommit_LosesNothingAndRepeatsNothing()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var schedule = await bench.Schedules.SaveAsync(Hourly(), Owner);
        bench.Clock.MoveTo(Noon.AddHours(1));

        bench.Runtime.Failure = _ => new IOException("the power went");
        await bench.Worker.Invoking(w => w.RunDueAsync(default)).Should().ThrowAsync<InvalidOperationException>();
        (await bench.HistoryAsync(schedule)).Should().BeEmpty();
        (await bench.Test.Database.QueryAsync("select id from http_exchanges", r => r.GetInt64(0))).Should().BeEmpty("the start was undone with the tick");

        bench.Runtime.Failure = _ => null;
        await bench.DrainAsync();
        (await bench.HistoryAsync(schedule)).Should().ContainSingle().Which.DueAt.Should().Be(Noon.AddHours(1));
        bench.Runtime.Started.Should().ContainSingle();
    }

    [Fact]
    public async Task Start_Refused_IsAFailedRunWithTheReasonAndTheScheduleGoesOn()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var schedule = await bench.Schedules.SaveAsync(Hourly(), Owner);
        bench.Runtime.Failure = _ => new WorkflowException("definition.not-published", "It is not published.");

        bench.Clock.MoveTo(Noon.AddHours(1));
        await bench.DrainAsync();

        (await bench.HistoryAsync(schedule)).Should().ContainSingle().Which.Should().Match<ScheduleRun>(
            r => r.Result == "failed" && r.Message == "It is not published." && r.InstanceId == null);
        (await bench.Test.Database.QueryAsync("select id from http_exchanges", r => r.GetInt64(0))).Should().BeEmpty();
        (await bench.Schedules.ListAsync(7)).Single().NextRunAt.Should().Be(Noon.AddHours(2));
    }

    [Fact]
    public async Task PauseResumeRunNowDelete_DoWhatTheySay()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var schedule = await bench.Schedules.SaveAsync(Hourly(), Owner);

        (await bench.Schedules.PauseAsync(schedule.Id, Owner)).NextRunAt.Should().BeNull();
        bench.Clock.MoveTo(Noon.AddHours(5).AddMinutes(10));
        await bench.DrainAsync();
        bench.Runtime.Started.Should().BeEmpty();

        var run = await bench.Schedules.RunNowAsync(schedule.Id, Owner);
        run.By.Should().Be("ana");
        bench.Runtime.Started.Should().ContainSingle().Which.Actor.Should().Be(Owner);

        (await bench.Schedules.ResumeAsync(schedule.Id, Owner)).NextRunAt.Should().Be(Noon.AddHours(6), "what passed while it was paused was not missed");
        await bench.DrainAsync();
        bench.Runtime.Started.Should().ContainSingle();

        await bench.Schedules.DeleteAsync(schedule.Id, Owner);
        (await bench.Schedules.ListAsync(7)).Should().BeEmpty();
        (await bench.HistoryAsync(schedule)).Should().ContainSingle("history stays");
    }

    [Fact]
    public async Task Save_SameNameAgain_ReplacesAndKeepsADueTickUnlessTheTimesChange()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var first = await bench.Schedules.SaveAsync(Hourly(), Owner);
        bench.Clock.MoveTo(Noon.AddHours(1).AddMinutes(1));

        var again = await bench.Schedules.SaveAsync(Hourly() with { Input = new JsonObject { ["a"] = 1 } }, Owner);
        again.Id.Should().Be(first.Id);
        again.NextRunAt.Should().Be(Noon.AddHours(1), "the tick is due and was not run yet");

        (await bench.Schedules.SaveAsync(Hourly() with { Cron = "0 30 * * * *" }, Owner)).NextRunAt.Should().Be(Noon.AddHours(1).AddMinutes(30));
    }

    [Fact]
    public async Task Refusals_EachRule_HasItsCode()
    {
        await using var bench = await Bench.CreateAsync(kind);
        var stranger = new Actor(8, 5, "eva");
        var schedule = await bench.Schedules.SaveAsync(Hourly(), Owner);

        await Refusal(() => bench.Schedules.SaveAsync(Hourly() with { Cron = "x" }, Owner), "schedule.cron-invalid");
        await Refusal(() => bench.Schedules.SaveAsync(Hourly() with { Cron = "0 0 0 30 2 ?" }, Owner), "schedule.cron-invalid");
        await Refusal(() => bench.Schedules.SaveAsync(Hourly() with { TimeZone = "Mars/Base" }, Owner), "schedule.time-zone-unknown");
        await Refusal(() => bench.Schedules.SaveAsync(Hourly() with { DefinitionId = "nope" }, Owner), "definition.not-found");
        await Refusal(() => bench.Schedules.SaveAsync(Hourly() with { Name = " " }, Owner), "schedule.name-missing");
        await Refusal(() => bench.Schedules.PauseAsync(schedule.Id, stranger), "schedule.not-found");
        await Refusal(() => bench.Schedules.RunNowAsync(schedule.Id, stranger), "schedule.not-found");
        await Refusal(() => bench.Schedules.DeleteAsync(schedule.Id, stranger), "schedule.not-found");
    }

    private static ScheduleInfo Hourly() => new()
    {
        CompanyId = 7,
        Name = "hourly",
        DefinitionId = "d",
        Cron = "0 0 * * * *",
        TimeZone = "America/Santiago",
    };

    private static async Task Refusal(Func<Task> action, string code) =>
        (await action.Should().ThrowAsync<WorkflowException>()).Which.Code.Should().Be(code);

    private sealed class Bench(TestDatabase test, HandClock clock) : IAsyncDisposable
    {
        public TestDatabase Test { get; } = test;

        public HandClock Clock { get; } = clock;

        public NotingRuntime Runtime { get; } = new(test.Database);

        public ISchedules Schedules => new Ledger.Workflows.Schedules.Schedules(Test.Database, new ScheduleRuns(Test.Database, Runtime), new ScheduleSignal());

        public ScheduleWorker Worker => WorkerOn(Test.Database, Runtime);

        public static async Task<Bench> CreateAsync(DatabaseKind kind)
        {
            var clock = new HandClock(Noon);
            var bench = new Bench(await WorkflowDatabase.CreateAsync(kind, clock), clock);
            await bench.Test.Database.WriteAsync(tx => tx.ExecuteAsync(
                """
                insert into definition_versions (id, version_id, definition_id, name, version, is_latest, is_published, usable_as_activity,
                    json, content_hash, origin, created_by, created_at, updated_at)
                values (1, 'v1', 'd', 'D', 1, $1, $1, $2, '{}', '', 'api', 'ana', 0, 0)
                """,
                true, false));
            return bench;
        }

        public static ScheduleWorker WorkerOn(LedgerDatabase database, NotingRuntime runtime) => new(
            database, new ScheduleRuns(database, runtime), new ScheduleSignal(), Options.Create(new ScheduleOptions()), NullLogger<ScheduleWorker>.Instance);

        public async Task DrainAsync()
        {
            while (await Worker.RunDueAsync(default))
            {
            }
        }

        public async Task<IReadOnlyList<ScheduleRun>> HistoryAsync(ScheduleInfo schedule) =>
            (await Schedules.HistoryAsync(schedule.Id, new PageRequest())).Items;

        public ValueTask DisposeAsync() => Test.DisposeAsync();
    }
}

public sealed class SqliteSchedulesTests() : SchedulesContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlSchedulesTests() : SchedulesContract(DatabaseKind.PostgreSql);
