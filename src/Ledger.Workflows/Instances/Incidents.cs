using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>The table of incidents.</summary>
internal static class Incidents
{
    /// <summary>An incident as retry and skip need it.</summary>
    public sealed record Row(long Id, long InstanceId, long CompanyId, int ContextId, string ActivityId, string? Resolution);

    public static Task AddAsync(
        LedgerTransaction transaction, InstanceRecord instance, int contextId, string activityId, string nodeId, string activityType,
        string? code, string message, string? exception, long at) =>
        transaction.ExecuteAsync(
            """
            insert into incidents (id, instance_id, company_id, activity_id, node_id, activity_type, context_id, code, message, exception, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            transaction.Database.Ids.Next(), instance.Id, instance.CompanyId, activityId, nodeId, activityType, contextId, code,
            message, exception, at);

    public static Task<Row?> FindAsync(LedgerTransaction transaction, long id) => transaction.QueryFirstAsync(
        "select id, instance_id, company_id, context_id, activity_id, resolution from incidents where id = $1",
        row => new Row(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)),
        id);

    /// <summary>Closes an incident; false when somebody else has.</summary>
    public static async Task<bool> ResolveAsync(LedgerTransaction transaction, long id, string resolution, string by, long at) =>
        await transaction.ExecuteAsync(
            "update incidents set resolution = $2, resolved_by = $3, resolved_at = $4 where id = $1 and resolution is null",
            id, resolution, by, at) == 1;

    /// <summary>Closes all open incidents of an instance.</summary>
    public static Task<int> ResolveAllAsync(LedgerTransaction transaction, long instanceId, string resolution, string by, long at) =>
        transaction.ExecuteAsync(
            "update incidents set resolution = $2, resolved_by = $3, resolved_at = $4 where instance_id = $1 and resolution is null",
            instanceId, resolution, by, at);
}
