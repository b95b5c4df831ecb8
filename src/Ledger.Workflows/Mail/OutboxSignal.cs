using Ledger.Workflows.Hosting;

namespace Ledger.Workflows.Mail;

/// <summary>Wakes the outbox worker of this process.</summary>
internal sealed class OutboxSignal
{
    public WakeSignal Signal { get; } = new();
}
