using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Watchdog;

namespace Ledger.Workflows.HumanTasks;

/// <summary>
/// A decided task whose instance still waits for it and has no run queued: the resume is queued again. The decision and
/// its resume are one transaction, so this is for restored backups and hands in the database.
/// </summary>
internal sealed class DecidedTaskCheck(IWorkflowRuntime runtime) : IWatchdogCheck
{
    // Only lately decided tasks are looked at, off an index; the watchdog has seen the older ones while they were new.
    private static readonly TimeSpan Window = TimeSpan.FromDays(3);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<WatchdogFinding>> CheckAsync(LedgerTransaction transaction)
    {
        var now = transaction.Database.Clock.GetUtcNow();
        var stuck = await transaction.QueryAsync(
            """
            select t.id, t.company_id, t.instance_id, t.bookmark_id, t.outcome, t.answer, t.completed_by, t.completed_by_id, t.comment
            from human_tasks t
            where t.completed_at >= $1 and t.completed_at <= $2
                and exists (select 1 from bookmarks b where b.id = t.bookmark_id)
                and not exists (select 1 from pending_runs p where p.instance_id = t.instance_id and p.bookmark_id = t.bookmark_id)
            order by t.completed_at limit 200
            """,
            r => (
                Id: r.GetInt64(0), CompanyId: r.GetInt64(1), InstanceId: r.GetInt64(2), BookmarkId: r.GetInt64(3),
                Decision: new TaskDecision(
                    r.GetString(4), r.IsDBNull(5) ? null : JsonNode.Parse(r.GetString(5)) as JsonObject, r.GetString(6), r.GetInt64(7),
                    r.IsDBNull(8) ? null : r.GetString(8))),
            (now - Window).ToUnixTimeMilliseconds(), (now - Grace).ToUnixTimeMilliseconds());
        var findings = new List<WatchdogFinding>();
        foreach (var task in stuck)
        {
            var actor = new Actor(task.CompanyId, task.Decision.CompletedByUserId, task.Decision.CompletedBy, task.InstanceId);
            if (await runtime.ResumeAsync(transaction, task.BookmarkId, task.Decision.ToJson(), actor))
            {
                findings.Add(new WatchdogFinding(
                    "task.decided-not-moved", task.CompanyId, task.Id, task.InstanceId,
                    $"The task {task.Id} was decided and its instance still waited for it; it was resumed again.", Repaired: true));
            }
        }

        return findings;
    }
}
