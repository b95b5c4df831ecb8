using System.Threading.Channels;
using Ledger.Foundation;

namespace Ledger.Workflows.Queue;

/// <summary>Wakes the workers of this process when work has been committed; what it misses, the poll finds.</summary>
internal sealed class QueueSignal
{
    private static readonly object Key = new();

    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Raised after each commit that left work for now; other nodes are told through it.</summary>
    public event Action? Woken;

    /// <summary>Wakes the workers now.</summary>
    public void Wake()
    {
        _signals.Writer.TryWrite(true);
        Woken?.Invoke();
    }

    /// <summary>Wakes the workers for another node's sake: nobody else is told.</summary>
    public void WakeHere() => _signals.Writer.TryWrite(true);

    /// <summary>Wakes the workers once the unit of work is on disk, so that they run it or sleep until <paramref name="dueAt"/>.</summary>
    public void WakeAfter(LedgerTransaction transaction, long dueAt)
    {
        if (dueAt == long.MaxValue)
        {
            return; // It waits for a person.
        }

        transaction.Share(Key, tx =>
        {
            tx.OnCommitted(Wake);
            return this;
        });
    }

    /// <summary>Waits for a signal or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(atMost, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _signals.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: the caller looks for itself.
            return;
        }
    }
}
