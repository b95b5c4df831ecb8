using Ledger.Foundation;
using Ledger.Foundation.Auditing;

namespace Ledger.Workflows.HumanTasks;

/// <summary>Notes what was done with a task: its history, the audit trail, and the pages that show it.</summary>
internal sealed class TaskLog(LedgerDatabase database, TaskChanges changes)
{
    public async Task AddAsync(LedgerTransaction transaction, Actor actor, long taskId, string action, string? detail = null, object? audited = null)
    {
        await transaction.ExecuteAsync(
            "insert into task_history (id, task_id, at, action, by_name, by_user_id, detail) values ($1, $2, $3, $4, $5, $6, $7)",
            database.Ids.Next(), taskId, database.Clock.GetUtcNow().ToUnixTimeMilliseconds(), action, actor.Name, actor.UserId, detail);
        AuditTrail.Record(
            transaction, actor, new AuditChange($"task.{action}", "HumanTask", $"{taskId}", audited ?? (detail is null ? null : new { detail })));
        changes.RaiseAfterCommit(transaction, new TaskChange(actor.CompanyId, taskId, action));
    }
}
