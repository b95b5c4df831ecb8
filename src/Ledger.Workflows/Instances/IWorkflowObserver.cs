using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>Hears of the ends of instances, in the unit of work of the last burst: what it writes is committed with it.</summary>
public interface IWorkflowObserver
{
    /// <summary>An instance has finished, was cancelled or is faulted. A faulted one may end again after a retry.</summary>
    ValueTask OnEndedAsync(LedgerTransaction transaction, EndedInstance instance);
}
