using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Queue;
using Ledger.Workflows.Schedules;

namespace Ledger.Workflows.Hosting;

/// <inheritdoc cref="IDueWork"/>
internal sealed class DueWork(
    LedgerDatabase database, WorkflowWorker queue, ScheduleWorker schedules, TaskNotices notices, OutboxWorker outbox) : IDueWork
{
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        bool more;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            await queue.DrainAsync(cancellationToken);
            more = false;
            foreach (var worker in new DueWorker[] { schedules, notices, outbox })
            {
                more |= await worker.RunDueAsync(cancellationToken);
            }

            more |= await PendingRuns.NextDueAsync(database) is { } due && due <= database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        }
        while (more);
    }

    public async Task<DateTimeOffset?> NextDueAsync()
    {
        var others = await database.QueryAsync(
            """
            select min(due) from (
                select min(next_run_at) as due from schedules
                union all select min(due_at) from task_notices
                union all select min(next_attempt_at) from mails where next_attempt_at is not null) as next
            """,
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0));
        var queued = await PendingRuns.NextDueAsync(database);
        var next = (queued, others[0]) switch
        {
            ({ } a, { } b) => Math.Min(a, b),
            var (a, b) => a ?? b,
        };
        return next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
