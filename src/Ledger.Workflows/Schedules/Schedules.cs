using System.Globalization;
using Ledger.Foundation;
using Ledger.Foundation.Auditing;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Schedules;

/// <summary>Schedules on the tables schedules and schedule_runs.</summary>
internal sealed class Schedules(LedgerDatabase database, ScheduleRuns runs, ScheduleSignal wake) : ISchedules
{
    private const int NameLengthMax = 200;

    public async Task<IReadOnlyList<ScheduleInfo>> ListAsync(long companyId, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            $"select {StoredSchedule.Columns} from schedules where company_id = $1 order by name", StoredSchedule.Read, companyId);

    public Task<ScheduleInfo> SaveAsync(ScheduleInfo schedule, Actor actor, CancellationToken cancellationToken = default)
    {
        var next = Check(schedule, actor);
        return database.WriteAsync(
            async transaction =>
            {
                var known = await transaction.QueryFirstAsync(
                    "select 1 from definition_versions where definition_id = $1 limit 1", _ => true, schedule.DefinitionId);
                if (!known)
                {
                    throw new WorkflowException("definition.not-found", $"There is no process '{schedule.DefinitionId}'.", schedule.DefinitionId);
                }

                // Locked on PostgreSQL until the commit: the worker must not fire a tick that is then put back.
                var old = await transaction.QueryFirstAsync(
                    $"update schedules set updated_at = updated_at where company_id = $1 and name = $2 returning {StoredSchedule.Columns}",
                    StoredSchedule.Read, actor.CompanyId, schedule.Name);
                var saved = old is null
                    ? await InsertAsync(transaction, schedule, actor, next)
                    : await UpdateAsync(transaction, schedule, old, next);
                AuditTrail.Record(
                    transaction, actor, new AuditChange(old is null ? "schedule.added" : "schedule.changed", "Schedule", $"{saved.Id}", new { from = old, to = saved }));
                transaction.OnCommitted(wake.Signal.Set);
                return saved;
            },
            cancellationToken);
    }

    public Task<ScheduleInfo> PauseAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(scheduleId, actor, cancellationToken, async (transaction, schedule) =>
        {
            if (schedule.IsPaused)
            {
                return schedule;
            }

            await transaction.ExecuteAsync(
                "update schedules set is_paused = $2, next_run_at = null, updated_at = $3 where id = $1", scheduleId, true, Now());
            AuditTrail.Record(transaction, actor, new AuditChange("schedule.paused", "Schedule", $"{scheduleId}"));
            return schedule with { IsPaused = true, NextRunAt = null };
        });

    public Task<ScheduleInfo> ResumeAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(scheduleId, actor, cancellationToken, async (transaction, schedule) =>
        {
            if (!schedule.IsPaused)
            {
                return schedule;
            }

            var next = new CronTicks(schedule.Cron, schedule.TimeZone).Next(database.Clock.GetUtcNow());
            await transaction.ExecuteAsync(
                "update schedules set is_paused = $2, next_run_at = $3, updated_at = $4 where id = $1",
                scheduleId, false, next?.ToUnixTimeMilliseconds(), Now());
            AuditTrail.Record(transaction, actor, new AuditChange("schedule.resumed", "Schedule", $"{scheduleId}"));
            transaction.OnCommitted(wake.Signal.Set);
            return schedule with { IsPaused = false, NextRunAt = next };
        });

    public Task<ScheduleRun> RunNowAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default) =>
        database.WriteAsync(transaction => RunNowAsync(transaction, scheduleId, actor), cancellationToken);

    public async Task<ScheduleRun> RunNowAsync(LedgerTransaction transaction, long scheduleId, Actor actor)
    {
        var schedule = await LockAsync(transaction, scheduleId, actor);
        var tick = string.Create(CultureInfo.InvariantCulture, $"now:{database.Ids.Next()}");
        var run = await runs.StartAsync(transaction, schedule, tick, database.Clock.GetUtcNow(), actor);
        await transaction.ExecuteAsync("update schedules set last_run_at = $2 where id = $1", scheduleId, Now());
        AuditTrail.Record(transaction, actor, new AuditChange("schedule.run-now", "Schedule", $"{scheduleId}", new { run.InstanceId, run.Result }));
        return run;
    }

    public Task DeleteAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(scheduleId, actor, cancellationToken, async (transaction, schedule) =>
        {
            await transaction.ExecuteAsync("delete from schedules where id = $1", scheduleId);
            AuditTrail.Record(transaction, actor, new AuditChange("schedule.deleted", "Schedule", $"{scheduleId}", new { schedule.Name, schedule.Cron }));
            return true;
        });

    public async Task<Page<ScheduleRun>> HistoryAsync(long scheduleId, PageRequest page, CancellationToken cancellationToken = default)
    {
        var count = await database.QueryAsync("select count(*) from schedule_runs where schedule_id = $1", r => r.GetInt32(0), scheduleId);
        var items = await database.QueryAsync(
            $"select {ScheduleRuns.ColumnsOfRun} from schedule_runs where schedule_id = $1 order by id desc limit $2 offset $3",
            StoredSchedule.ReadRun, scheduleId, page.Take, page.Skip);
        return new Page<ScheduleRun>(items, count[0]);
    }

    private DateTimeOffset? Check(ScheduleInfo schedule, Actor actor)
    {
        if (schedule.CompanyId != actor.CompanyId)
        {
            throw new WorkflowException("schedule.not-found", "A schedule belongs to the company of who saves it.", schedule.Name);
        }

        if (string.IsNullOrWhiteSpace(schedule.Name) || schedule.Name.Length > NameLengthMax)
        {
            throw new WorkflowException("schedule.name-missing", $"A schedule needs a name of up to {NameLengthMax} characters.", NameLengthMax);
        }

        return new CronTicks(schedule.Cron, schedule.TimeZone).Next(database.Clock.GetUtcNow())
            ?? throw new WorkflowException("schedule.cron-invalid", $"The cron expression '{schedule.Cron}' has no tick to come.", schedule.Cron, string.Empty);
    }

    private async Task<ScheduleInfo> InsertAsync(LedgerTransaction transaction, ScheduleInfo schedule, Actor actor, DateTimeOffset? next)
    {
        var saved = schedule with { Id = database.Ids.Next(), NextRunAt = schedule.IsPaused ? null : next, LastRunAt = null };
        var rows = await transaction.ExecuteAsync(
            """
            insert into schedules (id, company_id, name, definition_id, cron, time_zone, misfire, input, is_paused, next_run_at, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
            on conflict do nothing
            """,
            saved.Id, actor.CompanyId, saved.Name, saved.DefinitionId, saved.Cron, saved.TimeZone, saved.Misfire.ToString(),
            saved.Input?.ToJsonString(), saved.IsPaused, saved.NextRunAt?.ToUnixTimeMilliseconds(), Now());
        return rows == 1 ? saved : throw new WorkflowException("schedule.name-taken", $"There is a schedule named '{saved.Name}' already.", saved.Name);
    }

    private async Task<ScheduleInfo> UpdateAsync(LedgerTransaction transaction, ScheduleInfo schedule, ScheduleInfo old, DateTimeOffset? next)
    {
        // A tick that is due stays due when only the inputs change or the same schedule is saved again at a start.
        var sameTicks = !old.IsPaused && old.Cron == schedule.Cron && old.TimeZone == schedule.TimeZone;
        var saved = schedule with
        {
            Id = old.Id,
            LastRunAt = old.LastRunAt,
            NextRunAt = schedule.IsPaused ? null : sameTicks ? old.NextRunAt : next,
        };
        await transaction.ExecuteAsync(
            """
            update schedules set definition_id = $2, cron = $3, time_zone = $4, misfire = $5, input = $6, is_paused = $7,
                next_run_at = $8, updated_at = $9
            where id = $1
            """,
            saved.Id, saved.DefinitionId, saved.Cron, saved.TimeZone, saved.Misfire.ToString(), saved.Input?.ToJsonString(),
            saved.IsPaused, saved.NextRunAt?.ToUnixTimeMilliseconds(), Now());
        return saved;
    }

    private Task<T> ChangeAsync<T>(
        long scheduleId, Actor actor, CancellationToken cancellationToken, Func<LedgerTransaction, ScheduleInfo, Task<T>> change) =>
        database.WriteAsync(async transaction => await change(transaction, await LockAsync(transaction, scheduleId, actor)), cancellationToken);

    // The update that changes nothing locks the row on PostgreSQL: the worker cannot fire it in between.
    private static async Task<ScheduleInfo> LockAsync(LedgerTransaction transaction, long scheduleId, Actor actor) =>
        await transaction.QueryFirstAsync(
            $"update schedules set updated_at = updated_at where id = $1 and company_id = $2 returning {StoredSchedule.Columns}",
            StoredSchedule.Read, scheduleId, actor.CompanyId)
        ?? throw new WorkflowException("schedule.not-found", $"There is no schedule {scheduleId}.", scheduleId);

    private long Now() => database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
