using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>The table of long steps under way.</summary>
internal static class Progress
{
    public static Task SetAsync(
        LedgerTransaction transaction, InstanceRecord instance, int contextId, string activityId, long done, long? total, long now) =>
        transaction.ExecuteAsync(
            """
            insert into step_progress (instance_id, context_id, company_id, activity_id, done, total, started_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7)
            on conflict (instance_id, context_id) do update set done = excluded.done, total = excluded.total, updated_at = excluded.updated_at
            """,
            instance.Id, contextId, instance.CompanyId, activityId, done, total, now);

    public static Task RemoveAsync(LedgerTransaction transaction, long instanceId, int contextId) =>
        transaction.ExecuteAsync("delete from step_progress where instance_id = $1 and context_id = $2", instanceId, contextId);

    public static Task RemoveAllAsync(LedgerTransaction transaction, long instanceId) =>
        transaction.ExecuteAsync("delete from step_progress where instance_id = $1", instanceId);
}
