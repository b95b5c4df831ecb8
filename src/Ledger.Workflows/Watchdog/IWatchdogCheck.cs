using Ledger.Foundation;

namespace Ledger.Workflows.Watchdog;

/// <summary>Looks for one kind of thing that should not be, and repairs it where it can.</summary>
public interface IWatchdogCheck
{
    /// <summary>Looks for trouble, repairs what it can in this unit of work, and returns what it found.</summary>
    /// <remarks>Called again and again: it must be cheap when all is well, and take at most some 200 cases at a time.</remarks>
    Task<IReadOnlyList<WatchdogFinding>> CheckAsync(LedgerTransaction transaction);
}
