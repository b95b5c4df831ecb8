using Ledger.Foundation;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <summary>
/// Gives the runtime the compiled graphs it runs. Implementations cache graphs by version id: the runtime asks once a
/// burst, on the writer's thread.
/// </summary>
public interface IGraphSource
{
    /// <summary>The published version, as <paramref name="transaction"/> sees it; null when none is published.</summary>
    ValueTask<WorkflowGraph?> FindPublishedAsync(LedgerTransaction transaction, string definitionId);

    /// <summary>A version by its id, published or not; null when it does not exist or cannot be compiled any more.</summary>
    /// <param name="transaction">The unit of work to read in; null to read what is committed.</param>
    /// <param name="versionId">The version id.</param>
    ValueTask<WorkflowGraph?> FindVersionAsync(LedgerTransaction? transaction, string versionId);

    /// <summary>True when the definition exists in any version; tells not-found from not-published.</summary>
    ValueTask<bool> ExistsAsync(LedgerTransaction transaction, string definitionId);

    /// <summary>True when the version is or once was published, so that it never changes any more.</summary>
    ValueTask<bool> WasPublishedAsync(LedgerTransaction? transaction, string versionId);
}
