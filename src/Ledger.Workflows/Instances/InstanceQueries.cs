using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Retention;

namespace Ledger.Workflows.Instances;

/// <inheritdoc cref="IInstanceQueries"/>
/// <remarks>Archived instances are found like the others.</remarks>
internal sealed class InstanceQueries(LedgerDatabase database, IGraphSource graphs, IInstanceJournal journal) : IInstanceQueries
{
    internal const string Columns =
        "id, definition_id, version_id, version, sub_status, correlation_id, name, incident_count, parent_instance_id, started_by, created_at, updated_at, finished_at";

    internal const string ArchiveColumns =
        "id, definition_id, version_id, version, sub_status, correlation_id, name, 0 as incident_count, parent_instance_id, started_by, created_at, updated_at, finished_at";

    public async Task<Page<InstanceSummary>> ListAsync(InstanceQuery query, PageRequest page, CancellationToken cancellationToken = default)
    {
        var filter = new InstanceFilter(query);
        var live = $"select {Columns} from workflow_instances where {filter.Live}";
        var all = filter.IncludesArchive ? $"{live} union all select {ArchiveColumns} from instance_archive where {filter.Archived}" : live;
        var order = page.OrderBy?.ToUpperInvariant() switch
        {
            "UPDATEDAT" => "updated_at",
            "FINISHEDAT" => "finished_at",
            "NAME" => "name",
            _ => "id", // Keys grow with time: the order of creation, off the index.
        };
        var direction = page.Descending || page.OrderBy is null ? "desc" : "asc";
        var count = await database.QueryAsync($"select count(*) from ({all}) as matches", row => row.GetInt64(0), filter.Arguments);
        var items = await database.QueryAsync(
            $"select * from ({all}) as matches order by {order} {direction}, id {direction} limit {page.Take} offset {page.Skip}",
            Summary, filter.Arguments);
        return new Page<InstanceSummary>(items, (int)count[0]);
    }

    public async Task<InstanceDetail?> FindAsync(long companyId, long instanceId, CancellationToken cancellationToken = default)
    {
        var found = (await database.QueryAsync(
            $"select {Columns}, state, moves from workflow_instances where id = $1 and company_id = $2",
            row => (Summary: Summary(row), State: (byte[])row[13], Moves: MovesOf(row, 14)), instanceId, companyId)).FirstOrDefault();
        if (found.Summary is null)
        {
            return await FindArchivedAsync(companyId, instanceId);
        }

        var graph = await graphs.FindVersionAsync(null, found.Summary.VersionId);
        var incidents = await database.QueryAsync(
            """
            select id, activity_id, node_id, activity_type, code, message, exception, at, resolution, resolved_by, resolved_at
            from incidents where instance_id = $1 order by id
            """,
            Incident, instanceId);
        var progress = await database.QueryAsync(
            "select instance_id, activity_id, done, total, started_at, updated_at from step_progress where instance_id = $1 order by started_at",
            ProgressOf, instanceId);
        return await DetailAsync(found.Summary, Packing.Unpack(found.State).ToArray(), graph, incidents, progress) with { Moves = found.Moves };
    }

    public Task<InstanceOverview?> OverviewAsync(long companyId, long instanceId, CancellationToken cancellationToken = default) =>
        new InstanceOverviews(database, graphs).FindAsync(companyId, instanceId);

    public async Task<IReadOnlyList<JournalEntry>> JournalAsync(long companyId, long instanceId, CancellationToken cancellationToken = default) =>
        (await journal.PageAsync(companyId, instanceId, new JournalQuery(), cancellationToken))?.Items ?? [];

    public async Task<IReadOnlyList<ActivityExecution>> ExecutionsAsync(long companyId, long instanceId, CancellationToken cancellationToken = default) =>
        await journal.ExecutionsAsync(companyId, instanceId, new ExecutionQuery(), cancellationToken) ?? [];

    public async Task<InstanceStanding?> StandingAsync(long companyId, long instanceId, CancellationToken cancellationToken = default) =>
        (await database.QueryAsync(
            """
            select id, sub_status, revision, updated_at from workflow_instances where id = $1 and company_id = $2
            union all select id, sub_status, 0, updated_at from instance_archive where id = $1 and company_id = $2
            """,
            row => new InstanceStanding(row.GetInt64(0), (WorkflowSubStatus)row.GetInt32(1), row.GetInt32(2), Moment(row.GetInt64(3))),
            instanceId, companyId)).FirstOrDefault();

    public async Task<IReadOnlyList<StepProgress>> ProgressAsync(long companyId, CancellationToken cancellationToken = default) =>
        await database.QueryAsync(
            "select instance_id, activity_id, done, total, started_at, updated_at from step_progress where company_id = $1 order by started_at",
            ProgressOf, companyId);

    internal static InstanceSummary Summary(DbDataReader row)
    {
        var subStatus = (WorkflowSubStatus)row.GetInt32(4);
        return new InstanceSummary(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetInt32(3), StatusOf(subStatus), subStatus,
            row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6), row.GetInt32(7),
            row.IsDBNull(8) ? null : row.GetInt64(8), row.GetString(9), Moment(row.GetInt64(10)), Moment(row.GetInt64(11)),
            row.IsDBNull(12) ? null : Moment(row.GetInt64(12)));
    }

    internal static WorkflowStatus StatusOf(WorkflowSubStatus subStatus) =>
        subStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted
            ? WorkflowStatus.Finished
            : WorkflowStatus.Running;

    internal static IncidentInfo Incident(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6), Moment(row.GetInt64(7)), row.IsDBNull(8) ? null : row.GetString(8),
        row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : Moment(row.GetInt64(10)));

    internal static StepProgress ProgressOf(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), Moment(row.GetInt64(4)), Moment(row.GetInt64(5)));

    internal static IReadOnlyList<InstanceMove> MovesOf(DbDataReader row, int column) =>
        InstanceMove.Read(row.IsDBNull(column) ? null : row.GetString(column));

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static string ExecutionId(long instanceId, int context) => string.Create(CultureInfo.InvariantCulture, $"{instanceId}-{context}");

    private async Task<InstanceDetail?> FindArchivedAsync(long companyId, long instanceId)
    {
        var found = (await database.QueryAsync(
            $"select {ArchiveColumns}, document, moves from instance_archive where id = $1 and company_id = $2",
            row => (Summary: Summary(row), Document: (byte[])row[13], Moves: MovesOf(row, 14)), instanceId, companyId)).FirstOrDefault();
        if (found.Summary is null)
        {
            return null;
        }

        var document = ArchiveDocument.Read(found.Document);
        var graph = await graphs.FindVersionAsync(null, found.Summary.VersionId);
        return await DetailAsync(found.Summary, document.State, graph, document.Incidents, []) with { Moves = found.Moves };
    }

    private async Task<InstanceDetail> DetailAsync(
        InstanceSummary summary, byte[] json, WorkflowGraph? graph, IReadOnlyList<IncidentInfo> incidents, IReadOnlyList<StepProgress> progress)
    {
        // Without the graph the document is shown as it is: an old version may no longer compile.
        var state = graph is null ? null : InstanceState.Read(json, graph);
        var bookmarks = new List<BookmarkInfo>();
        if (state is { Bookmarks.Count: > 0 })
        {
            var hashes = (await database.QueryAsync(
                "select id, hash from bookmarks where instance_id = $1", row => (Id: row.GetInt64(0), Hash: row.GetString(1)), summary.Id))
                .ToDictionary(row => row.Id, row => row.Hash);
            bookmarks.AddRange(state.Bookmarks.Where(b => hashes.ContainsKey(b.Id)).Select(b => new BookmarkInfo(
                b.Id, b.Name, hashes[b.Id], b.Payload?.DeepClone(), b.Context.Activity.Id, b.Context.Activity.NodeId,
                ExecutionId(summary.Id, b.Context.Number), TimeOrderedIds.TimeOf(b.Id), b.ResumeAt)));
        }

        return new InstanceDetail(
            summary, state?.Input ?? [], state?.Output ?? [], state?.Variables() ?? [], bookmarks, incidents, progress,
            JsonNode.Parse(json) as JsonObject ?? throw new JsonException($"The state of instance {summary.Id} is no JSON object."));
    }
}
