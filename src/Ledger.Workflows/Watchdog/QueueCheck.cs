using Ledger.Foundation;
using Ledger.Workflows.Queue;

namespace Ledger.Workflows.Watchdog;

/// <summary>Pending runs without an instance are removed; leases whose owner is gone are freed.</summary>
internal sealed class QueueCheck(QueueSignal signal) : IWatchdogCheck
{
    public async Task<IReadOnlyList<WatchdogFinding>> CheckAsync(LedgerTransaction transaction)
    {
        var findings = new List<WatchdogFinding>();
        var orphans = await transaction.QueryAsync(
            """
            select p.id, p.instance_id from pending_runs p
            where not exists (select 1 from workflow_instances i where i.id = p.instance_id) limit 200
            """,
            row => (Id: row.GetInt64(0), InstanceId: row.GetInt64(1)));
        foreach (var (id, instance) in orphans)
        {
            await transaction.ExecuteAsync("delete from pending_runs where id = $1", id);
            findings.Add(new WatchdogFinding(
                "run.orphaned", 0, id, instance, $"The pending run {id} named an instance that does not exist; it was removed.", Repaired: true));
        }

        var now = transaction.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var expired = await transaction.QueryAsync(
            """
            select p.id, p.instance_id, i.company_id, p.lease_owner from pending_runs p join workflow_instances i on i.id = p.instance_id
            where p.lease_until is not null and p.lease_until <= $1 limit 200
            """,
            row => (Id: row.GetInt64(0), InstanceId: row.GetInt64(1), CompanyId: row.GetInt64(2), Owner: row.GetString(3)), now);
        foreach (var (id, instance, company, owner) in expired)
        {
            await transaction.ExecuteAsync(
                "update pending_runs set lease_owner = null, lease_until = null, due_at = $2 where id = $1 and lease_until <= $2", id, now);
            findings.Add(new WatchdogFinding(
                "lease.expired", company, id, instance, $"{owner} did not finish the run {id}; another worker takes it over.", Repaired: true));
        }

        if (expired.Count > 0)
        {
            signal.WakeAfter(transaction, now);
        }

        return findings;
    }
}
