using Ledger.Workflows.Hosting;

namespace Ledger.Workflows.Schedules;

/// <summary>Wakes the schedule worker of this process.</summary>
internal sealed class ScheduleSignal
{
    public WakeSignal Signal { get; } = new();
}
