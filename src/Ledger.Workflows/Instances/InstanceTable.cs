using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>The table of instances on the hot path: constant statements, prepared once a connection.</summary>
internal static class InstanceTable
{
    private const string Columns =
        """
        id, company_id, definition_id, version_id, version, sub_status, correlation_id, name, parent_instance_id, started_by,
        started_by_user_id, incident_count, revision, idempotency_key, created_at, state
        """;

    private const string Select = $"select {Columns} from workflow_instances where id = $1";

    // Two runs of one instance go one after the other; SQLite's one writer sees to it by itself.
    private const string SelectLocked = $"{Select} for update";

    /// <summary>Reads an instance and holds it until the unit of work ends; null when there is none.</summary>
    public static Task<InstanceRecord?> LockAsync(LedgerTransaction transaction, long id) =>
        transaction.QueryFirstAsync(transaction.Kind == DatabaseKind.PostgreSql ? SelectLocked : Select, Map, id);

    /// <summary>Stores a new instance with what its first burst made of it.</summary>
    public static Task AddAsync(LedgerTransaction transaction, InstanceRecord instance, long now) => transaction.ExecuteAsync(
        $"""
        insert into workflow_instances ({Columns}, updated_at, finished_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
        """,
        instance.Id, instance.CompanyId, instance.DefinitionId, instance.VersionId, instance.Version, (int)instance.SubStatus,
        instance.CorrelationId, instance.Name, instance.ParentInstanceId, instance.StartedBy, instance.StartedByUserId,
        instance.IncidentCount, instance.Revision, instance.IdempotencyKey, instance.CreatedAt, instance.State, now,
        FinishedAt(instance, now));

    /// <summary>Stores what a burst made of an instance and raises its revision.</summary>
    /// <exception cref="LostRaceException">Another commit has raised the revision since it was read: the burst is undone and run again.</exception>
    public static async Task UpdateAsync(LedgerTransaction transaction, InstanceRecord instance, long now)
    {
        var rows = await transaction.ExecuteAsync(
            """
            update workflow_instances set sub_status = $3, correlation_id = $4, name = $5, incident_count = $6, revision = $7,
                updated_at = $8, finished_at = $9, state = $10
            where id = $1 and revision = $2
            """,
            instance.Id, instance.Revision, (int)instance.SubStatus, instance.CorrelationId, instance.Name, instance.IncidentCount,
            instance.Revision + 1, now, FinishedAt(instance, now), instance.State);
        if (rows != 1)
        {
            throw new LostRaceException(instance.Id, instance.Revision);
        }

        instance.Revision++;
    }

    /// <summary>The instances that an instance has started and that have not ended.</summary>
    public static Task<List<long>> ChildrenAsync(LedgerTransaction transaction, long id) => transaction.QueryAsync(
        "select id from workflow_instances where parent_instance_id = $1 and sub_status not in (3, 4) order by id",
        row => row.GetInt64(0), id);

    private static long? FinishedAt(InstanceRecord instance, long now) =>
        instance.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted ? now : null;

    private static InstanceRecord Map(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        CompanyId = row.GetInt64(1),
        DefinitionId = row.GetString(2),
        VersionId = row.GetString(3),
        Version = row.GetInt32(4),
        SubStatus = (WorkflowSubStatus)row.GetInt32(5),
        CorrelationId = row.IsDBNull(6) ? null : row.GetString(6),
        Name = row.IsDBNull(7) ? null : row.GetString(7),
        ParentInstanceId = row.IsDBNull(8) ? null : row.GetInt64(8),
        StartedBy = row.GetString(9),
        StartedByUserId = row.IsDBNull(10) ? null : row.GetInt64(10),
        IncidentCount = row.GetInt32(11),
        Revision = row.GetInt32(12),
        IdempotencyKey = row.IsDBNull(13) ? null : row.GetString(13),
        CreatedAt = row.GetInt64(14),
        State = (byte[])row[15],
    };
}
