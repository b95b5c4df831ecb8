using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.HumanTasks;

/// <summary>Reads tasks.</summary>
internal sealed class TaskLists(LedgerDatabase database)
{
    /// <summary>Up to here a count is exact; beyond it is a lower bound, so that no list is walked to its end to be counted.</summary>
    public const int CountMax = 1_000;

    private const int PagesAhead = 5;

    public async Task<Page<HumanTaskInfo>> ListAsync(TaskPerson person, TaskQuery query, PageRequest page)
    {
        RequireScope(person, query.Scope);
        var rows = new TaskListSql(person, query);
        var sql = rows.Page(TaskSort.Of(page.OrderBy, page.Descending), page.Skip, page.Take);
        var items = await database.QueryAsync(sql, r => StoredTask.Read(r).Info, rows.Args);
        if (page.Number == 0 && items.Count < page.Take)
        {
            return new Page<HumanTaskInfo>(items, items.Count);
        }

        return new Page<HumanTaskInfo>(items, await CountAsync(person, query, Math.Max(CountMax, page.Skip + (page.Take * PagesAhead))));
    }

    public async Task<TaskCounts> CountAsync(TaskPerson person, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = database.Clock.GetUtcNow();
        return new TaskCounts(
            await CountAsync(person, new TaskQuery { Scope = TaskScope.Mine }, CountMax),
            await CountAsync(person, new TaskQuery { Scope = TaskScope.Roles, States = [HumanTaskState.Open] }, CountMax),
            await CountAsync(person, new TaskQuery { Scope = TaskScope.Roles, DueBefore = now }, CountMax));
    }

    public async Task<IReadOnlyList<TaskAge>> AgesAsync(
        TaskPerson person, TaskScope scope, IReadOnlyList<DateTimeOffset> since, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireScope(person, scope);
        var rows = new TaskListSql(person, new TaskQuery { Scope = scope });
        var sql = rows.Ages(since, database.Clock.GetUtcNow());
        return await database.QueryAsync(sql, r => new TaskAge(r.GetInt32(0), r.GetInt32(1) == 1, r.GetInt32(2)), rows.Args);
    }

    public async Task<StoredTask?> FindAsync(TaskPerson person, long taskId)
    {
        var found = await database.QueryAsync(
            $"select {StoredTask.Columns} from human_tasks t where t.id = $1 and t.company_id = $2", StoredTask.Read, taskId, person.Actor.CompanyId);
        return found is [var task] && TaskCandidates.MaySee(task, person) ? task : null;
    }

    public async Task<TaskRights?> RightsAsync(TaskPerson person, long taskId)
    {
        if (await FindAsync(person, taskId) is not { } task)
        {
            return null;
        }

        var isUndecided = task.Info.State is HumanTaskState.Open or HumanTaskState.Claimed;
        var isMine = task.Info.State == HumanTaskState.Claimed && person.Actor.UserId is { } user && task.Info.AssigneeId == user;
        var obstacle = await ObstacleAsync(person, task, isMine);
        return new TaskRights(
            MayClaim: task.Info.State == HumanTaskState.Open && obstacle is null,
            MayDecide: obstacle is null,
            MayRelease: isMine,
            MayAssign: isUndecided && person.MayCoordinate,
            MayAttach: isUndecided,
            obstacle);
    }

    public async Task<IReadOnlyList<TaskHistoryEntry>> HistoryAsync(TaskPerson person, long taskId)
    {
        await RequireAsync(person, taskId);
        return await database.QueryAsync(
            "select at, action, by_name, detail from task_history where task_id = $1 order by id",
            r => new TaskHistoryEntry(
                DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3)),
            taskId);
    }

    public async Task<IReadOnlyList<EarlierDecision>> EarlierAsync(TaskPerson person, long taskId, int most)
    {
        var task = await FindAsync(person, taskId) ?? throw TaskRefusals.NotFound(taskId);
        return await database.QueryAsync(
            """
            select id, title, outcome, completed_by, completed_at, comment from human_tasks
            where instance_id = $1 and company_id = $2 and state = $3 and completed_at <= $4 and id <> $5 order by completed_at desc, id desc limit $6
            """,
            r => new EarlierDecision(
                r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)),
                r.IsDBNull(5) ? null : r.GetString(5)),
            task.Info.InstanceId, person.Actor.CompanyId, (int)HumanTaskState.Completed, task.Info.CreatedAt.ToUnixTimeMilliseconds(), taskId, most);
    }

    public async Task<IReadOnlyList<TaskAttachment>> AttachmentsAsync(TaskPerson person, long taskId)
    {
        await RequireAsync(person, taskId);
        return await database.QueryAsync(
            "select id, file_name, content_type, length, by_name, at from task_attachments where task_id = $1 order by id",
            r => new TaskAttachment(
                r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt64(3), r.GetString(4), DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(5))),
            taskId);
    }

    public async Task<byte[]?> ReadAttachmentAsync(TaskPerson person, long taskId, long attachmentId)
    {
        await RequireAsync(person, taskId);
        var found = await database.QueryAsync(
            "select content from task_attachments where id = $1 and task_id = $2", r => (byte[])r.GetValue(0), attachmentId, taskId);
        return found.FirstOrDefault();
    }

    private static void RequireScope(TaskPerson person, TaskScope scope)
    {
        if (scope == TaskScope.All && !person.MayCoordinate)
        {
            throw TaskRefusals.NotCoordinator();
        }
    }

    // The checks of CompleteAsync, in its order.
    private async Task<WorkflowException?> ObstacleAsync(TaskPerson person, StoredTask task, bool isMine)
    {
        if (TaskRefusals.OfDecided(task.Info) is { } decided)
        {
            return decided;
        }

        if (person.Actor.UserId is not { } user || (!isMine && !TaskCandidates.Includes(task.Info, person)))
        {
            return TaskRefusals.NotCandidate(task.Info);
        }

        if (task.Info.ExcludedUsers.Contains(user) || (task.NotSameAs.Count > 0 && await HasDecidedAsync(user, task)))
        {
            return TaskRefusals.Excluded(task.Info, person.Actor.Name);
        }

        return task.Info.State == HumanTaskState.Claimed && !isMine ? TaskRefusals.AlreadyClaimed(task) : null;
    }

    private async Task<bool> HasDecidedAsync(long user, StoredTask task)
    {
        var activities = await database.QueryAsync(
            "select activity_id from human_tasks where instance_id = $1 and completed_by_id = $2", r => r.GetString(0), task.Info.InstanceId, user);
        return activities.Exists(task.NotSameAs.Contains);
    }

    private async Task RequireAsync(TaskPerson person, long taskId) =>
        _ = await FindAsync(person, taskId) ?? throw TaskRefusals.NotFound(taskId);

    private async Task<int> CountAsync(TaskPerson person, TaskQuery query, int atMost)
    {
        var rows = new TaskListSql(person, query);
        var sql = rows.Count(atMost);
        return (await database.QueryAsync(sql, r => r.GetInt32(0), rows.Args))[0];
    }
}
