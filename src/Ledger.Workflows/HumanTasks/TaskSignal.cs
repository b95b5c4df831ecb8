using Ledger.Workflows.Hosting;

namespace Ledger.Workflows.HumanTasks;

/// <summary>Wakes the worker of reminders and escalations in this process.</summary>
internal sealed class TaskSignal
{
    public WakeSignal Signal { get; } = new();
}
