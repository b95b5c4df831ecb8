using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Instances;

/// <summary>
/// Reads what happened in an instance, archived or not. Every call goes once over the stored chunks and builds only what is
/// asked for, so that a page of a journal of ten thousand entries costs a few milliseconds (features.md W8).
/// </summary>
/// <remarks>All give null when the company has no instance (or execution) of that id.</remarks>
public interface IInstanceJournal
{
    /// <summary>Entries, oldest first, with the number of all that match.</summary>
    Task<Page<JournalEntry>?> PageAsync(long companyId, long instanceId, JournalQuery query, CancellationToken cancellationToken = default);

    /// <summary>How the activities stand that have run; all of them when <paramref name="nodeIds"/> is null.</summary>
    Task<IReadOnlyList<NodeStanding>?> ReportAsync(
        long companyId, long instanceId, IReadOnlyCollection<string>? nodeIds, CancellationToken cancellationToken = default);

    /// <summary>Executions of activities, oldest first.</summary>
    Task<IReadOnlyList<ActivityExecution>?> ExecutionsAsync(
        long companyId, long instanceId, ExecutionQuery query, CancellationToken cancellationToken = default);

    /// <summary>One execution by its id.</summary>
    Task<ActivityExecution?> FindExecutionAsync(long companyId, string executionId, CancellationToken cancellationToken = default);

    /// <summary>An execution with those around it, the outermost first; with <paramref name="acrossInstances"/> also those of the instances that started its instance.</summary>
    Task<IReadOnlyList<ActivityExecution>?> CallStackAsync(
        long companyId, string executionId, bool acrossInstances, CancellationToken cancellationToken = default);
}
