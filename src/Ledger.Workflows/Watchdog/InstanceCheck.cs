using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Watchdog;

/// <summary>
/// Instances that run but have neither a bookmark nor a pending run will never move again: each becomes an incident.
/// Bookmarks of instances that are gone or have ended are removed.
/// </summary>
internal sealed class InstanceCheck : IWatchdogCheck
{
    public async Task<IReadOnlyList<WatchdogFinding>> CheckAsync(LedgerTransaction transaction)
    {
        var findings = new List<WatchdogFinding>();
        await FindStuckAsync(transaction, findings);
        var orphans = await transaction.QueryAsync(
            """
            select b.id, b.company_id, b.instance_id from bookmarks b
            where not exists (select 1 from workflow_instances i where i.id = b.instance_id and i.sub_status not in (3, 4)) limit 200
            """,
            row => (Id: row.GetInt64(0), CompanyId: row.GetInt64(1), InstanceId: row.GetInt64(2)));
        foreach (var (id, company, instance) in orphans)
        {
            await transaction.ExecuteAsync("delete from bookmarks where id = $1", id);
            findings.Add(new WatchdogFinding(
                "bookmark.orphaned", company, id, instance, $"The bookmark {id} belonged to an instance that is gone or has ended; it was removed.", Repaired: true));
        }

        return findings;
    }

    private static async Task FindStuckAsync(LedgerTransaction transaction, List<WatchdogFinding> findings)
    {
        var stuck = await transaction.QueryAsync(
            """
            select i.id from workflow_instances i
            where i.finished_at is null
                and not exists (select 1 from bookmarks b where b.instance_id = i.id)
                and not exists (select 1 from pending_runs p where p.instance_id = i.id)
                and not exists (select 1 from watchdog_findings f where f.kind = 'instance.stuck' and f.subject_id = i.id)
            limit 200
            """,
            row => row.GetInt64(0));
        foreach (var id in stuck)
        {
            // Reading it again under its lock: on PostgreSQL another node may have moved it since.
            var instance = await InstanceTable.LockAsync(transaction, id);
            if (instance is null || instance.HasEnded || await HasMovedAsync(transaction, id))
            {
                continue;
            }

            var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            const string reason = "The instance runs, but waits for nothing and has nothing to do: a join that can never fire, or a step that neither completed nor waits.";
            if (instance.IncidentCount == 0)
            {
                await Incidents.AddAsync(transaction, instance, 0, string.Empty, string.Empty, string.Empty, "instance.stuck", reason, null, now);
                instance.IncidentCount++;
                await InstanceTable.UpdateAsync(transaction, instance, now);
            }

            findings.Add(new WatchdogFinding("instance.stuck", instance.CompanyId, id, id, reason, Repaired: false));
        }
    }

    private static async Task<bool> HasMovedAsync(LedgerTransaction transaction, long id) => await transaction.QueryFirstAsync(
        "select 1 from bookmarks where instance_id = $1 union all select 1 from pending_runs where instance_id = $1 limit 1", _ => true, id);
}
