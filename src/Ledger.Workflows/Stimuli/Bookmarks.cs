using Ledger.Foundation;
using Ledger.Workflows.Execution;
using Ledger.Workflows.Persistence;

namespace Ledger.Workflows.Stimuli;

/// <summary>The table of bookmarks: how stimuli find instances.</summary>
internal static class Bookmarks
{
    /// <summary>A bookmark that a stimulus has found.</summary>
    public readonly record struct Found(long Id, long InstanceId);

    public static Task AddAsync(LedgerTransaction transaction, long companyId, long instanceId, NewBookmark bookmark) =>
        transaction.ExecuteAsync(
            """
            insert into bookmarks (id, instance_id, company_id, hash_key, hash, name, context_id, node_index, auto_burn, resume_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            bookmark.Id, instanceId, companyId, HashKey.Of(bookmark.Hash), bookmark.Hash, bookmark.Name, bookmark.ContextId,
            bookmark.NodeIndex, bookmark.AutoBurn, bookmark.ResumeAt?.ToUnixTimeMilliseconds());

    /// <summary>Removes a bookmark; true when a timer stands beside it in the queue.</summary>
    public static Task<bool> RemoveAsync(LedgerTransaction transaction, long id) =>
        transaction.QueryFirstAsync("delete from bookmarks where id = $1 returning resume_at", row => !row.IsDBNull(0), id);

    /// <summary>Removes all of an instance, and the timers beside them.</summary>
    public static Task RemoveAllAsync(LedgerTransaction transaction, long instanceId) =>
        transaction.ExecuteAsync("delete from bookmarks where instance_id = $1", instanceId);

    /// <summary>Those that wait for a stimulus, oldest first.</summary>
    public static Task<List<Found>> FindAsync(
        LedgerTransaction transaction, long companyId, string hash, long? instanceId, string? correlationId)
    {
        if (instanceId is null && correlationId is null)
        {
            return transaction.QueryAsync(
                "select id, instance_id from bookmarks where hash_key = $1 and hash = $2 and company_id = $3 order by id",
                row => new Found(row.GetInt64(0), row.GetInt64(1)), HashKey.Of(hash), hash, companyId);
        }

        if (correlationId is null)
        {
            return transaction.QueryAsync(
                "select id, instance_id from bookmarks where instance_id = $1 and hash = $2 and company_id = $3 order by id",
                row => new Found(row.GetInt64(0), row.GetInt64(1)), instanceId, hash, companyId);
        }

        return transaction.QueryAsync(
            """
            select b.id, b.instance_id from bookmarks b join workflow_instances i on i.id = b.instance_id
            where b.hash_key = $1 and b.hash = $2 and b.company_id = $3 and i.correlation_id = $4 and ($5 = 0 or b.instance_id = $5)
            order by b.id
            """,
            row => new Found(row.GetInt64(0), row.GetInt64(1)), HashKey.Of(hash), hash, companyId, correlationId, instanceId ?? 0L);
    }

    /// <summary>The instance and company of a bookmark; null when it is gone.</summary>
    public static async Task<(long InstanceId, long CompanyId)?> FindAsync(LedgerTransaction transaction, long id)
    {
        var found = await transaction.QueryFirstAsync(
            "select instance_id, company_id from bookmarks where id = $1", row => (row.GetInt64(0), row.GetInt64(1)), id);
        return found.Item1 == 0 ? null : found;
    }
}
