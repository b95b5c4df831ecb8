using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Retention;

namespace Ledger.Workflows.Journal;

/// <inheritdoc cref="IInstanceJournal"/>
internal sealed class InstanceJournal(LedgerDatabase database, IGraphSource graphs) : IInstanceJournal
{
    private const int InstancesAroundMax = 20;

    public async Task<Page<JournalEntry>?> PageAsync(
        long companyId, long instanceId, JournalQuery query, CancellationToken cancellationToken = default) =>
        await ReadAsync(companyId, instanceId) is { } journal ? JournalReading.Page(journal, query) : null;

    public async Task<IReadOnlyList<NodeStanding>?> ReportAsync(
        long companyId, long instanceId, IReadOnlyCollection<string>? nodeIds, CancellationToken cancellationToken = default) =>
        await ReadAsync(companyId, instanceId) is { } journal ? NodeReport.Of(journal, nodeIds) : null;

    public async Task<IReadOnlyList<ActivityExecution>?> ExecutionsAsync(
        long companyId, long instanceId, ExecutionQuery query, CancellationToken cancellationToken = default) =>
        await ReadAsync(companyId, instanceId) is { } journal
            ? JournalReading.Executions(
                journal,
                (_, activity, index) => (query.NodeId is null || query.NodeId == (activity?.NodeId ?? JournalReading.Unknown(index)))
                    && (query.ActivityId is null || query.ActivityId == (activity?.Id ?? JournalReading.Unknown(index))))
            : null;

    public async Task<ActivityExecution?> FindExecutionAsync(long companyId, string executionId, CancellationToken cancellationToken = default) =>
        JournalReading.Parse(executionId) is { } id && await ReadAsync(companyId, id.InstanceId) is { } journal
            ? JournalReading.Executions(journal, (number, _, _) => number == id.Number).FirstOrDefault()
            : null;

    public async Task<IReadOnlyList<ActivityExecution>?> CallStackAsync(
        long companyId, string executionId, bool acrossInstances, CancellationToken cancellationToken = default)
    {
        var stack = new List<ActivityExecution>();
        for (var (next, around) = ((string?)executionId, 0); next is not null && around < InstancesAroundMax; around++)
        {
            if (JournalReading.Parse(next) is not { } id || await ReadAsync(companyId, id.InstanceId) is not { } journal)
            {
                break;
            }

            stack.InsertRange(0, Around(journal, id.Number));
            next = acrossInstances ? await StarterOfAsync(companyId, id.InstanceId) : null;
        }

        return stack.Count == 0 ? null : stack;
    }

    private static IReadOnlyList<ActivityExecution> Around(StoredJournal journal, int number)
    {
        var parents = new Dictionary<int, int>();
        foreach (var chunk in journal.Chunks)
        {
            var cursor = JournalCodec.Open(chunk);
            while (cursor.MoveNext())
            {
                parents.TryAdd(cursor.ContextId, cursor.ParentContextId);
            }
        }

        var wanted = new HashSet<int>();
        for (var at = number; at != 0 && parents.TryGetValue(at, out var parent); at = parent)
        {
            wanted.Add(at);
        }

        return JournalReading.Executions(journal, (n, _, _) => wanted.Contains(n));
    }

    /// <summary>The execution of another instance that started this one; null when none did.</summary>
    private async Task<string?> StarterOfAsync(long companyId, long instanceId)
    {
        var found = (await database.QueryAsync(
            """
            select parent_instance_id, idempotency_key from workflow_instances where id = $1 and company_id = $2
            union all select parent_instance_id, idempotency_key from instance_archive where id = $1 and company_id = $2
            """,
            row => (Parent: row.IsDBNull(0) ? (long?)null : row.GetInt64(0), Key: row.IsDBNull(1) ? null : row.GetString(1)), instanceId, companyId))
            .FirstOrDefault();
        return found.Parent is { } parent && ChildKey.ContextOf(found.Key, parent) is { } context
            ? JournalReading.ExecutionId(parent, context)
            : null;
    }

    private async Task<StoredJournal?> ReadAsync(long companyId, long instanceId)
    {
        var found = (await database.QueryAsync(
            "select version_id, moves from workflow_instances where id = $1 and company_id = $2",
            row => (Version: row.GetString(0), Moves: row.IsDBNull(1) ? null : row.GetString(1)), instanceId, companyId)).FirstOrDefault();
        if (found.Version is not null)
        {
            var chunks = await database.QueryAsync(
                "select entries from journal_chunks where instance_id = $1 order by id", row => (byte[])row[0], instanceId);
            if (chunks.Count > 0)
            {
                return await JournalAsync(instanceId, found.Version, found.Moves, chunks);
            }
        }

        // Archived, perhaps between the two looks.
        var archived = (await database.QueryAsync(
            "select version_id, moves, document from instance_archive where id = $1 and company_id = $2",
            row => (Version: row.GetString(0), Moves: row.IsDBNull(1) ? null : row.GetString(1), Document: (byte[])row[2]), instanceId, companyId))
            .FirstOrDefault();
        return archived.Version is not null
            ? await JournalAsync(instanceId, archived.Version, archived.Moves, ArchiveDocument.Read(archived.Document).Journal)
            : found.Version is null ? null : await JournalAsync(instanceId, found.Version, found.Moves, []);
    }

    private async Task<StoredJournal> JournalAsync(long instanceId, string versionId, string? moves, IReadOnlyList<byte[]> chunks)
    {
        var earlier = new List<(long UpTo, WorkflowGraph? Graph)>();
        foreach (var move in InstanceMove.Read(moves))
        {
            earlier.Add((move.UpTo, await graphs.FindVersionAsync(null, move.FromVersionId)));
        }

        return new StoredJournal(instanceId, chunks, await graphs.FindVersionAsync(null, versionId), earlier);
    }
}
