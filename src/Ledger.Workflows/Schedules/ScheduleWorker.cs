using Ledger.Foundation;
using Ledger.Workflows.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Schedules;

/// <summary>
/// Fires the ticks that are due. Moving a schedule to its next tick, starting the instance and noting the run are one
/// transaction under the condition that nobody moved it before: a tick fires once in a cluster and over any crash.
/// </summary>
/// <remarks>
/// Quartz computes the ticks; its job store is not used, because it marks a trigger as fired in a transaction of its
/// own, before the job runs in another: between the two a crash loses the tick or needs its recovery, and on SQLite its
/// connections contend with the one writer for the file.
/// </remarks>
internal sealed class ScheduleWorker(
    LedgerDatabase database, ScheduleRuns runs, ScheduleSignal wake, IOptions<ScheduleOptions> options, ILogger<ScheduleWorker> logger)
    : DueWorker(wake.Signal, logger)
{
    private const int BatchMax = 50;

    // A schedule of every second that was off for a year has 31 million ticks: counting them must end.
    private const int MissedMax = 100_000;

    protected override TimeSpan Pause => options.Value.PollInterval;

    protected internal override async Task<bool> RunDueAsync(CancellationToken cancellationToken)
    {
        var due = await database.QueryAsync(
            $"select {StoredSchedule.Columns} from schedules where next_run_at <= $1 order by next_run_at limit $2",
            StoredSchedule.Read, database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), (long)BatchMax);
        Exception? failure = null;
        foreach (var schedule in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                var now = database.Clock.GetUtcNow();
                var plan = Plan(schedule, schedule.NextRunAt!.Value, now);
                await database.WriteAsync(transaction => FireAsync(transaction, schedule, plan, now), cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Nothing of this tick was kept: it is tried again at the next look. The others go on now.
                logger.LogError(e, "Schedule {Name} of company {CompanyId} could not run.", schedule.Name, schedule.CompanyId);
                failure = e;
            }
        }

        return failure is null ? due.Count > 0 : throw new InvalidOperationException("A schedule could not run.", failure);
    }

    private async Task FireAsync(LedgerTransaction transaction, ScheduleInfo schedule, TickPlan plan, DateTimeOffset now)
    {
        var due = schedule.NextRunAt!.Value;
        var owned = await transaction.ExecuteAsync(
            """
            update schedules set next_run_at = $3, last_run_at = coalesce($4, last_run_at)
            where id = $1 and next_run_at = $2 and cron = $5 and time_zone = $6
            """,
            schedule.Id, due.ToUnixTimeMilliseconds(), plan.Next?.ToUnixTimeMilliseconds(),
            plan.Fire is null ? null : now.ToUnixTimeMilliseconds(), schedule.Cron, schedule.TimeZone);
        if (owned == 0)
        {
            return; // Another node has fired it, or it was paused or changed in the meantime.
        }

        if (plan.Skipped > 0)
        {
            await runs.SkipAsync(transaction, schedule, due, plan.Skipped);
        }

        if (plan.Fire is { } tick)
        {
            await runs.StartAsync(transaction, schedule, ScheduleRuns.TickOf(tick), tick, Actor.System(schedule.CompanyId, $"schedule:{schedule.Name}"));
        }
    }

    /// <summary>Which of the ticks from <paramref name="due"/> to <paramref name="now"/> runs, how many are left out, and which tick comes next.</summary>
    internal TickPlan Plan(ScheduleInfo schedule, DateTimeOffset due, DateTimeOffset now)
    {
        var ticks = new CronTicks(schedule.Cron, schedule.TimeZone);
        if (schedule.Misfire == MisfireRule.RunAll)
        {
            // One a transaction, oldest first; the next look finds the next one.
            return new TickPlan(due, 0, ticks.Next(due));
        }

        var last = due;
        var passed = 1;
        while (passed < MissedMax && ticks.Next(last) is { } next && next <= now)
        {
            last = next;
            passed++;
        }

        var following = ticks.Next(passed == MissedMax ? now : last);
        if (schedule.Misfire == MisfireRule.Skip && now - last > options.Value.MisfireThreshold)
        {
            return new TickPlan(null, passed, following);
        }

        // The run that makes up missed ticks stands for the latest of them. Skip runs that one too when it is on time.
        return new TickPlan(last, schedule.Misfire == MisfireRule.Skip ? passed - 1 : 0, following);
    }

    internal sealed record TickPlan(DateTimeOffset? Fire, int Skipped, DateTimeOffset? Next);
}
