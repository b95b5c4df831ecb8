namespace Ledger.Workflows.Schedules;

/// <summary>One run of a schedule.</summary>
/// <param name="Id">The key.</param>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="DueAt">The tick it stands for.</param>
/// <param name="StartedAt">When the instance was started.</param>
/// <param name="InstanceId">The instance, or null when it could not be started.</param>
/// <param name="Result">running, finished, faulted, cancelled, failed or skipped.</param>
/// <param name="Message">Why it failed, or null.</param>
/// <param name="By">schedule, or the person who said run now.</param>
public sealed record ScheduleRun(
    long Id, long ScheduleId, DateTimeOffset DueAt, DateTimeOffset StartedAt, long? InstanceId, string Result, string? Message, string By);
