using System.Data.Common;
using System.Text.Json;
using Ledger.Foundation;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;
using Ledger.Workflows.Moves;

namespace Ledger.Workflows.Instances;

/// <summary>Reads the overviews of instances: a few rows by index, no state and no journal.</summary>
internal sealed class InstanceOverviews(LedgerDatabase database, IGraphSource graphs)
{
    private const int ChildrenMax = 10;

    public async Task<InstanceOverview?> FindAsync(long companyId, long instanceId)
    {
        var found = (await database.QueryAsync(
            $"""
            select {InstanceQueries.Columns}, moves from workflow_instances where id = $1 and company_id = $2
            union all select {InstanceQueries.ArchiveColumns}, moves from instance_archive where id = $1 and company_id = $2
            """,
            row => (Summary: InstanceQueries.Summary(row), Moves: InstanceQueries.MovesOf(row, 13)), instanceId, companyId)).FirstOrDefault();
        if (found.Summary is not { } summary)
        {
            return null;
        }

        var graph = await graphs.FindVersionAsync(null, summary.VersionId);
        var isOpen = summary.SubStatus is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled);
        var children = await database.QueryAsync(
            $"select {InstanceQueries.Columns} from workflow_instances where parent_instance_id = $1 order by id desc limit {ChildrenMax}",
            InstanceQueries.Summary, instanceId);
        var count = children.Count < ChildrenMax
            ? children.Count
            : (int)(await database.QueryAsync("select count(*) from workflow_instances where parent_instance_id = $1", row => row.GetInt64(0), instanceId))[0];
        var published = await database.QueryAsync(
            "select version from definition_versions where definition_id = $1 and is_published = $2", row => row.GetInt32(0), summary.DefinitionId, true);
        return new InstanceOverview(
            summary, graph?.Name ?? summary.DefinitionId,
            isOpen ? await IncidentsAsync(instanceId, graph) : [],
            isOpen ? await TasksAsync(instanceId) : [],
            isOpen ? await ProgressAsync(instanceId, graph) : [],
            children, count, published.Count > 0 ? published[0] : null, found.Moves);
    }

    private static string NameOf(WorkflowGraph? graph, string activityId) =>
        graph?.FindActivity(activityId) is { } activity ? MoveFindings.NameOf(activity) : activityId;

    private static DateTimeOffset Moment(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private async Task<IReadOnlyList<OpenIncident>> IncidentsAsync(long instanceId, WorkflowGraph? graph)
    {
        var incidents = await database.QueryAsync(
            """
            select id, activity_id, node_id, activity_type, code, message, exception, at, resolution, resolved_by, resolved_at
            from incidents where instance_id = $1 and resolution is null order by id
            """,
            InstanceQueries.Incident, instanceId);
        return [.. incidents.Select(i => new OpenIncident(
            i, i.ActivityId.Length == 0 ? string.Empty : NameOf(graph, i.ActivityId),
            i.ActivityId.Length == 0 ? [] : graph?.FindNode(i.NodeId) is { } node ? graph.OutcomesOf(node.NodeIndex) ?? ["Done"] : ["Done"]))];
    }

    private async Task<IReadOnlyList<OpenTask>> TasksAsync(long instanceId) => await database.QueryAsync(
        """
        select id, activity_id, title, candidate_roles, candidate_users, assignee_name, created_at, due_at
        from human_tasks where instance_id = $1 and state in (0, 1) order by id
        """,
        row => new OpenTask(
            row.GetInt64(0), row.GetString(1), row.GetString(2), JsonSerializer.Deserialize<string[]>(row.GetString(3))!,
            JsonSerializer.Deserialize<long[]>(row.GetString(4))!.Length, row.IsDBNull(5) ? null : row.GetString(5), Moment(row, 6),
            row.IsDBNull(7) ? null : Moment(row, 7)),
        instanceId);

    private async Task<IReadOnlyList<NamedProgress>> ProgressAsync(long instanceId, WorkflowGraph? graph)
    {
        var steps = await database.QueryAsync(
            "select instance_id, activity_id, done, total, started_at, updated_at from step_progress where instance_id = $1 order by started_at",
            InstanceQueries.ProgressOf, instanceId);
        return [.. steps.Select(s => new NamedProgress(NameOf(graph, s.ActivityId), s))];
    }
}
