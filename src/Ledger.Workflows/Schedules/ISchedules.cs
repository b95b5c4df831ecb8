using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Schedules;

/// <summary>Unattended runs (features.md W7). One run per tick and cluster, over restarts.</summary>
/// <remarks>Refusals: <c>schedule.not-found</c>, <c>schedule.name-taken</c>, <c>schedule.cron-invalid</c>, <c>schedule.time-zone-unknown</c>, <c>definition.not-found</c>.</remarks>
public interface ISchedules
{
    /// <summary>The schedules of a company.</summary>
    Task<IReadOnlyList<ScheduleInfo>> ListAsync(long companyId, CancellationToken cancellationToken = default);

    /// <summary>Adds a schedule or, by its name, replaces it.</summary>
    Task<ScheduleInfo> SaveAsync(ScheduleInfo schedule, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Stops it until <see cref="ResumeAsync"/>.</summary>
    Task<ScheduleInfo> PauseAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Lets it run again from the next tick.</summary>
    Task<ScheduleInfo> ResumeAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Runs it once now, beside its ticks.</summary>
    Task<ScheduleRun> RunNowAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>As the other overload, in the caller's unit of work: it runs if and only if that is committed.</summary>
    Task<ScheduleRun> RunNowAsync(LedgerTransaction transaction, long scheduleId, Actor actor);

    /// <summary>Removes it; its history stays.</summary>
    Task DeleteAsync(long scheduleId, Actor actor, CancellationToken cancellationToken = default);

    /// <summary>Its runs, latest first.</summary>
    Task<Page<ScheduleRun>> HistoryAsync(long scheduleId, PageRequest page, CancellationToken cancellationToken = default);
}
