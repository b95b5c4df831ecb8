using Ledger.Foundation;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Triggers;

/// <summary>What starts published definitions: stimuli by their hash, and the time (elsa-semantics.md §9.7, §10).</summary>
public interface ITriggerIndex
{
    /// <summary>Makes the triggers of a version those of its definition; part of the unit of work that publishes it.</summary>
    /// <remarks>
    /// A trigger that was there before keeps its next tick, so publishing again neither repeats nor skips one, and a
    /// start time that has fired never fires again.
    /// </remarks>
    /// <param name="transaction">The unit of work that publishes the version.</param>
    /// <param name="graph">The version.</param>
    /// <param name="companyId">The company in whose books the time triggers start instances: that of who publishes.</param>
    Task PublishAsync(LedgerTransaction transaction, WorkflowGraph graph, long companyId);

    /// <summary>Stops the triggers of a definition; part of the unit of work that retracts it.</summary>
    Task RetractAsync(LedgerTransaction transaction, string definitionId);

    /// <summary>Forgets the triggers of a definition; part of the unit of work that deletes it.</summary>
    Task DeleteAsync(LedgerTransaction transaction, string definitionId);
}
