namespace Ledger.Workflows;

/// <summary>
/// Does by hand what the workers do by themselves, for hosts whose workers are not started and whose clock is moved by
/// hand (features.md W10): the queue, time triggers, schedules, reminders and escalations, the outbox.
/// </summary>
public interface IDueWork
{
    /// <summary>Does everything that is due now, and what becomes due by it.</summary>
    Task DrainAsync(CancellationToken cancellationToken = default);

    /// <summary>The earliest time at which something is due; null when nothing ever is.</summary>
    Task<DateTimeOffset?> NextDueAsync();
}
