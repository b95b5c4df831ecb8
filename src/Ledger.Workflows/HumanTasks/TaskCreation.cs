using System.Text.Json;
using Ledger.Foundation;

namespace Ledger.Workflows.HumanTasks;

/// <summary>Makes and cancels tasks in the transaction of the burst that asks for it.</summary>
internal sealed class TaskCreation(LedgerDatabase database, TaskLog log)
{
    /// <summary>Writes the task; returns its key.</summary>
    /// <exception cref="WorkflowException"><c>task.title-missing</c>, <c>task.no-candidates</c>, <c>task.excluded</c>.</exception>
    public async Task<long> CreateAsync(LedgerTransaction transaction, NewTask task, Actor actor)
    {
        if (string.IsNullOrWhiteSpace(task.Title))
        {
            throw new WorkflowException("task.title-missing", $"The task of the activity {task.ActivityId} has no title.", task.ActivityId);
        }

        if (task.CandidateRoles.Count == 0 && task.CandidateUsers.Count == 0 && task.Assignee is null)
        {
            throw new WorkflowException("task.no-candidates", $"The task '{task.Title}' is offered to nobody.", task.Title);
        }

        var excluded = task.ExcludedUsers.Union(await DecidersAsync(transaction, task.InstanceId, task.NotSameAs)).ToList();
        if (task.Assignee is { } assignee && excluded.Contains(assignee.Id))
        {
            throw new WorkflowException(
                "task.excluded", $"{assignee.Name} took part in an earlier step and may not be given the task '{task.Title}'.", task.Title, assignee.Name);
        }

        var id = database.Ids.Next();
        await InsertAsync(transaction, task, id, excluded);
        await InsertCandidatesAsync(transaction, id, task.CompanyId, task.CandidateRoles, task.CandidateUsers, Shape.Of(task));
        foreach (var user in excluded)
        {
            await transaction.ExecuteAsync("insert into task_exclusions (task_id, user_id) values ($1, $2)", id, user);
        }

        if (task.RemindAt is { } remindAt && task.SendsMail)
        {
            await InsertNoticeAsync(transaction, id, TaskNoticeRow.Reminder, remindAt, [], true);
        }

        if (task.EscalateAt is { } escalateAt)
        {
            await InsertNoticeAsync(transaction, id, TaskNoticeRow.Escalation, escalateAt, task.EscalateTo, task.SendsMail);
        }

        await log.AddAsync(transaction, actor, id, "created", null, new { task.Title, task.BusinessKey, task.InstanceId });
        return id;
    }

    /// <summary>Cancels the undecided task of an execution, if there is one.</summary>
    public async Task CancelAsync(LedgerTransaction transaction, long instanceId, string executionId, Actor actor)
    {
        var ids = await transaction.QueryAsync(
            "update human_tasks set state = 3 where instance_id = $1 and execution_id = $2 and state in (0, 1) returning id",
            r => r.GetInt64(0), instanceId, executionId);
        await CancelledAsync(transaction, ids, actor);
    }

    /// <summary>Cancels what is undecided of an instance.</summary>
    public async Task CancelAllAsync(LedgerTransaction transaction, long instanceId, Actor actor)
    {
        var ids = await transaction.QueryAsync(
            "update human_tasks set state = 3 where instance_id = $1 and state in (0, 1) returning id", r => r.GetInt64(0), instanceId);
        await CancelledAsync(transaction, ids, actor);
    }

    /// <summary>Makes the task be offered to exactly these roles and people.</summary>
    public static async Task ReplaceCandidatesAsync(
        LedgerTransaction transaction, HumanTaskInfo task, IReadOnlyList<string> roles, IReadOnlyList<long> users)
    {
        await transaction.ExecuteAsync(
            "update human_tasks set candidate_roles = $2, candidate_users = $3 where id = $1",
            task.Id, JsonSerializer.Serialize(roles), JsonSerializer.Serialize(users));
        await transaction.ExecuteAsync("delete from task_candidates where task_id = $1", task.Id);
        await InsertCandidatesAsync(transaction, task.Id, task.CompanyId, roles, users, new Shape((long)task.State, UrgencyOf(task.Priority), DueSortOf(task.DueAt)));
    }

    /// <summary>Who decided the tasks of these activities in this instance, in any round.</summary>
    public static async Task<IReadOnlyList<long>> DecidersAsync(
        LedgerTransaction transaction, long instanceId, IReadOnlyList<string> activityIds)
    {
        if (activityIds.Count == 0)
        {
            return [];
        }

        var rows = await transaction.QueryAsync(
            "select activity_id, completed_by_id from human_tasks where instance_id = $1 and completed_by_id is not null",
            r => (ActivityId: r.GetString(0), UserId: r.GetInt64(1)), instanceId);
        return [.. rows.Where(r => activityIds.Contains(r.ActivityId)).Select(r => r.UserId).Distinct()];
    }

    /// <summary>Lets one decision of an instance at a time look at the others; on SQLite there is one writer anyway.</summary>
    public static Task LockInstanceAsync(LedgerTransaction transaction, long instanceId) =>
        transaction.Kind == DatabaseKind.PostgreSql
            ? transaction.ExecuteAsync("select pg_advisory_xact_lock($1)", instanceId)
            : Task.CompletedTask;

    private async Task CancelledAsync(LedgerTransaction transaction, List<long> ids, Actor actor)
    {
        foreach (var id in ids)
        {
            await transaction.ExecuteAsync("update task_candidates set state = 3 where task_id = $1", id);
            await transaction.ExecuteAsync("delete from task_notices where task_id = $1", id);
            await log.AddAsync(transaction, actor, id, "cancelled");
        }
    }

    private async Task InsertAsync(LedgerTransaction transaction, NewTask task, long id, List<long> excluded)
    {
        var now = database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var shape = Shape.Of(task);
        await transaction.ExecuteAsync(
            """
            insert into human_tasks (id, company_id, instance_id, bookmark_id, execution_id, definition_id, activity_id, title,
                instructions, form, data, outcomes, candidate_roles, candidate_users, excluded_users, not_same_as, state, priority,
                urgency, business_key, assignee_id, assignee_name, due_at, due_sort, created_at, claimed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
            """,
            id, task.CompanyId, task.InstanceId, task.BookmarkId, task.ExecutionId, task.DefinitionId, task.ActivityId, task.Title,
            task.Instructions, task.Form, task.Data?.ToJsonString(), JsonSerializer.Serialize(task.Outcomes),
            JsonSerializer.Serialize(task.CandidateRoles), JsonSerializer.Serialize(task.CandidateUsers), JsonSerializer.Serialize(excluded),
            task.NotSameAs.Count == 0 ? null : JsonSerializer.Serialize(task.NotSameAs), shape.State, (long)task.Priority,
            shape.Urgency, task.BusinessKey, task.Assignee?.Id, task.Assignee?.Name, task.DueAt?.ToUnixTimeMilliseconds(), shape.DueSort,
            now, task.Assignee is null ? null : now);
    }

    private static async Task InsertCandidatesAsync(
        LedgerTransaction transaction, long id, long companyId, IEnumerable<string> roles, IEnumerable<long> users, Shape shape)
    {
        foreach (var candidate in roles.Select(TaskCandidateRow.OfRole).Concat(users.Select(TaskCandidateRow.OfUser)).Distinct(StringComparer.Ordinal))
        {
            await transaction.ExecuteAsync(
                "insert into task_candidates (task_id, candidate, company_id, state, urgency, due_sort) values ($1, $2, $3, $4, $5, $6)",
                id, candidate, companyId, shape.State, shape.Urgency, shape.DueSort);
        }
    }

    private Task InsertNoticeAsync(
        LedgerTransaction transaction, long taskId, string kind, DateTimeOffset dueAt, IReadOnlyList<string> roles, bool sendsMail) =>
        transaction.ExecuteAsync(
            "insert into task_notices (id, task_id, kind, due_at, roles, sends_mail) values ($1, $2, $3, $4, $5, $6)",
            database.Ids.Next(), taskId, kind, dueAt.ToUnixTimeMilliseconds(), JsonSerializer.Serialize(roles), sendsMail);

    private static long DueSortOf(DateTimeOffset? dueAt) => dueAt?.ToUnixTimeMilliseconds() ?? HumanTaskRow.NeverDue;

    private static long UrgencyOf(int priority) => 100 - priority;

    private readonly record struct Shape(long State, long Urgency, long DueSort)
    {
        public static Shape Of(NewTask task) =>
            new((long)(task.Assignee is null ? HumanTaskState.Open : HumanTaskState.Claimed), UrgencyOf(task.Priority), DueSortOf(task.DueAt));
    }
}
