using Ledger.Foundation;
using Ledger.Workflows.Persistence;
using Ledger.Workflows.Queue;

namespace Ledger.Workflows.Stimuli;

/// <summary>Stimuli that reached nobody: the first bookmark with their hash takes them, in the unit of work that makes it.</summary>
internal static class KeptStimuli
{
    public static Task KeepAsync(
        LedgerTransaction transaction, long companyId, string name, string hash, string? correlationId, long? instanceId, RunData data, long now) =>
        transaction.ExecuteAsync(
            """
            insert into kept_stimuli (id, company_id, hash_key, hash, name, correlation_id, instance_id, data, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            transaction.Database.Ids.Next(), companyId, HashKey.Of(hash), hash, name, correlationId, instanceId, data.Write(), now);

    /// <summary>Takes the oldest one that a new bookmark of this instance may have; null when there is none.</summary>
    public static async Task<RunData?> TakeAsync(
        LedgerTransaction transaction, long companyId, string hash, long instanceId, string? correlationId)
    {
        var key = HashKey.Of(hash);
        // A sender that looks for bookmarks and an instance that makes one must not miss each other.
        await DatabaseLock.TakeAsync(transaction, key);
        var found = await transaction.QueryFirstAsync(
            """
            select id, data from kept_stimuli where hash_key = $1 and hash = $2 and company_id = $3
                and (instance_id is null or instance_id = $4) and (correlation_id is null or correlation_id = $5)
            order by id limit 1
            """,
            row => (Id: row.GetInt64(0), Data: (byte[])row[1]), key, hash, companyId, instanceId, correlationId ?? string.Empty);
        if (found.Data is null)
        {
            return null;
        }

        await transaction.ExecuteAsync("delete from kept_stimuli where id = $1", found.Id);
        return RunData.Read(found.Data);
    }
}
