using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.HumanTasks;

/// <summary>The tasks of people on the tables human_tasks, task_candidates and their companions.</summary>
/// <remarks>
/// Each change checks first, so that it can say what stands in the way, and then changes the row under a condition that
/// repeats the check: of two people at once one finds the row changed, and is told by whom.
/// </remarks>
internal sealed class HumanTasks(
    LedgerDatabase database, IWorkflowRuntime runtime, TaskLists lists, TaskLog log, IOptions<TaskOptions> options) : IHumanTasks
{
    private const int CommentLengthMax = 10_000;

    public Task<Page<HumanTaskInfo>> ListAsync(TaskPerson person, TaskQuery query, PageRequest page, CancellationToken cancellationToken = default) =>
        lists.ListAsync(person, query, page);

    public Task<TaskCounts> CountAsync(TaskPerson person, CancellationToken cancellationToken = default) =>
        lists.CountAsync(person, cancellationToken);

    public Task<IReadOnlyList<TaskAge>> AgesAsync(
        TaskPerson person, TaskScope scope, IReadOnlyList<DateTimeOffset> since, CancellationToken cancellationToken = default) =>
        lists.AgesAsync(person, scope, since, cancellationToken);

    public async Task<HumanTaskInfo?> FindAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default) =>
        (await lists.FindAsync(person, taskId))?.Info;

    public Task<TaskRights?> RightsAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default) =>
        lists.RightsAsync(person, taskId);

    public Task<IReadOnlyList<TaskHistoryEntry>> HistoryAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default) =>
        lists.HistoryAsync(person, taskId);

    public Task<IReadOnlyList<EarlierDecision>> EarlierAsync(TaskPerson person, long taskId, int most, CancellationToken cancellationToken = default) =>
        lists.EarlierAsync(person, taskId, most);

    public Task<IReadOnlyList<TaskAttachment>> AttachmentsAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default) =>
        lists.AttachmentsAsync(person, taskId);

    public Task<byte[]?> ReadAttachmentAsync(TaskPerson person, long taskId, long attachmentId, CancellationToken cancellationToken = default) =>
        lists.ReadAttachmentAsync(person, taskId, attachmentId);

    public Task<HumanTaskInfo> ClaimAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default) =>
        ChangeAsync(person, taskId, cancellationToken, async (transaction, task) =>
        {
            var user = UserOf(person, task);
            if (task.Info.AssigneeId == user)
            {
                return; // It is the person's already: said twice is done once.
            }

            if (task.Info.State == HumanTaskState.Claimed)
            {
                throw TaskRefusals.AlreadyClaimed(task);
            }

            await RequireMayDecideAsync(transaction, task, person);
            await MoveAsync(
                transaction, task, "state = 1, assignee_id = $3, assignee_name = $4, claimed_at = $5", "state = 0",
                user, person.Actor.Name, NowStored());
            await SetCandidateStateAsync(transaction, taskId, HumanTaskState.Claimed);
            await log.AddAsync(transaction, person.Actor, taskId, "claimed");
        });

    public Task<HumanTaskInfo> ReleaseAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default) =>
        ChangeAsync(person, taskId, cancellationToken, async (transaction, task) =>
        {
            var user = UserOf(person, task);
            if (task.Info.AssigneeId != user)
            {
                throw TaskRefusals.NotAssignee(task.Info);
            }

            if (task.Info.OwnerId is { } owner && owner != user)
            {
                await MoveAsync(
                    transaction, task, "assignee_id = owner_id, assignee_name = owner_name, claimed_at = $4, owner_id = null, owner_name = null",
                    "state = 1 and assignee_id = $3", user, NowStored());
                await log.AddAsync(transaction, person.Actor, taskId, "released", "owner");
                return;
            }

            await MoveAsync(
                transaction, task, "state = 0, assignee_id = null, assignee_name = null, claimed_at = null, owner_id = null, owner_name = null",
                "state = 1 and assignee_id = $3", user);
            await SetCandidateStateAsync(transaction, taskId, HumanTaskState.Open);
            await log.AddAsync(transaction, person.Actor, taskId, "released");
        });

    public Task<HumanTaskInfo> DelegateAsync(
        TaskPerson person, long taskId, long userId, string userName, CancellationToken cancellationToken = default) =>
        ChangeAsync(person, taskId, cancellationToken, async (transaction, task) =>
        {
            var user = UserOf(person, task);
            if (task.Info.AssigneeId != user)
            {
                throw TaskRefusals.NotAssignee(task.Info);
            }

            await RequireNotExcludedAsync(transaction, task, userId, userName);
            await MoveAsync(
                transaction, task, "assignee_id = $4, assignee_name = $5, claimed_at = $6, owner_id = $3, owner_name = $7",
                "state = 1 and assignee_id = $3", user, userId, userName, NowStored(), person.Actor.Name);
            await log.AddAsync(transaction, person.Actor, taskId, "delegated", userName, new { to = userId, userName });
        });

    public Task<HumanTaskInfo> AssignAsync(
        TaskPerson person, long taskId, long? userId, string? userName, CancellationToken cancellationToken = default) =>
        ChangeAsync(person, taskId, cancellationToken, async (transaction, task) =>
        {
            if (!person.MayCoordinate)
            {
                throw TaskRefusals.NotCoordinator();
            }

            if (userId is not { } to)
            {
                await MoveAsync(
                    transaction, task, "state = 0, assignee_id = null, assignee_name = null, claimed_at = null, owner_id = null, owner_name = null",
                    "state in (0, 1)");
                await SetCandidateStateAsync(transaction, taskId, HumanTaskState.Open);
                await log.AddAsync(transaction, person.Actor, taskId, "assigned", null, new { from = task.Info.AssigneeId });
                return;
            }

            var name = userName ?? TaskCandidateRow.OfUser(to);
            await RequireNotExcludedAsync(transaction, task, to, name);
            await MoveAsync(
                transaction, task, "state = 1, assignee_id = $3, assignee_name = $4, claimed_at = $5, owner_id = null, owner_name = null",
                "state in (0, 1)", to, name, NowStored());
            await SetCandidateStateAsync(transaction, taskId, HumanTaskState.Claimed);
            await log.AddAsync(transaction, person.Actor, taskId, "assigned", name, new { from = task.Info.AssigneeId, to, name });
        });

    public Task<HumanTaskInfo> ChangeCandidatesAsync(
        TaskPerson person, long taskId, IReadOnlyList<string> roles, IReadOnlyList<long> users, CancellationToken cancellationToken = default) =>
        ChangeAsync(person, taskId, cancellationToken, async (transaction, task) =>
        {
            if (!person.MayCoordinate)
            {
                throw TaskRefusals.NotCoordinator();
            }

            if (roles.Count == 0 && users.Count == 0)
            {
                throw new WorkflowException("task.no-candidates", $"The task {taskId} would be offered to nobody.", task.Info.Title);
            }

            await TaskCreation.ReplaceCandidatesAsync(transaction, task.Info, roles, users);
            await log.AddAsync(
                transaction, person.Actor, taskId, "candidates-changed", string.Join(", ", roles.Concat(users.Select(TaskCandidateRow.OfUser))),
                new { fromRoles = task.Info.CandidateRoles, fromUsers = task.Info.CandidateUsers, roles, users });
        });

    public Task CommentAsync(TaskPerson person, long taskId, string text, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async transaction =>
            {
                await RequireAsync(transaction, person, taskId);
                if (string.IsNullOrWhiteSpace(text) || text.Length > CommentLengthMax)
                {
                    throw new WorkflowException(
                        "task.comment-length", $"A comment has 1 to {CommentLengthMax} characters.", CommentLengthMax);
                }

                await log.AddAsync(transaction, person.Actor, taskId, "commented", text);
            },
            cancellationToken);

    public Task<TaskAttachment> AttachAsync(
        TaskPerson person, long taskId, string fileName, string contentType, byte[] content, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async transaction =>
            {
                var task = await RequireAsync(transaction, person, taskId);
                if (TaskRefusals.OfDecided(task.Info) is { } decided)
                {
                    throw decided;
                }

                var (name, kind) = AttachmentRules.Check(fileName, content, options.Value);
                var count = await transaction.QueryFirstAsync("select count(*) from task_attachments where task_id = $1", r => r.GetInt64(0), taskId);
                if (count >= options.Value.AttachmentsMax)
                {
                    throw new WorkflowException(
                        "task.attachments-too-many", $"A task may have {options.Value.AttachmentsMax} files.", options.Value.AttachmentsMax);
                }

                var file = new TaskAttachment(database.Ids.Next(), name, kind, content.LongLength, person.Actor.Name, database.Clock.GetUtcNow());
                await transaction.ExecuteAsync(
                    """
                    insert into task_attachments (id, task_id, file_name, content_type, length, by_name, at, content)
                    values ($1, $2, $3, $4, $5, $6, $7, $8)
                    """,
                    file.Id, taskId, name, kind, file.Length, file.By, file.At.ToUnixTimeMilliseconds(), content);
                await log.AddAsync(transaction, person.Actor, taskId, "attached", name, new { name, file.Length });
                return file;
            },
            cancellationToken);

    public Task<HumanTaskInfo> CompleteAsync(
        TaskPerson person, long taskId, string outcome, JsonObject? answer = null, string? comment = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(person, taskId, cancellationToken, task => IsSaidAgain(task, person, outcome, answer), async (transaction, task) =>
        {
            var user = UserOf(person, task);
            if (task.Info.State == HumanTaskState.Claimed && task.Info.AssigneeId != user)
            {
                throw TaskRefusals.NotAssignee(task.Info);
            }

            await RequireMayDecideAsync(transaction, task, person);
            if (!task.Info.Outcomes.Contains(outcome, StringComparer.Ordinal))
            {
                throw TaskRefusals.OutcomeUnknown(task.Info, outcome);
            }

            if (comment is { Length: > CommentLengthMax })
            {
                throw new WorkflowException("task.comment-length", $"A comment has 1 to {CommentLengthMax} characters.", CommentLengthMax);
            }

            await MoveAsync(
                transaction, task,
                """
                state = 2, assignee_id = $3, assignee_name = $4, completed_by_id = $3, completed_by = $4, completed_at = $5,
                outcome = $6, answer = $7, comment = $8
                """,
                "(state = 0 or (state = 1 and assignee_id = $3))",
                user, person.Actor.Name, NowStored(), outcome, answer?.ToJsonString(), comment);
            // The process may have moved to another version since the task was read: its answers are certain only now.
            if (await ReadAsync(transaction, person, taskId) is { } now && !now.Info.Outcomes.Contains(outcome, StringComparer.Ordinal))
            {
                throw TaskRefusals.OutcomeUnknown(now.Info, outcome);
            }

            await SetCandidateStateAsync(transaction, taskId, HumanTaskState.Completed);
            await transaction.ExecuteAsync("delete from task_notices where task_id = $1", taskId);
            await log.AddAsync(transaction, person.Actor, taskId, "completed", outcome, new { outcome, comment });

            var decision = new TaskDecision(outcome, answer, person.Actor.Name, user, comment);
            if (!await runtime.ResumeAsync(transaction, task.BookmarkId, decision.ToJson(), person.Actor))
            {
                throw new WorkflowException(
                    "task.process-gone", $"The process of the task {taskId} no longer waits for it; nothing was changed.", task.Info.Title);
            }
        });

    // Whoever did not hear the answer, because the server or the line died, asks again and is told the same.
    private static bool IsSaidAgain(HumanTaskInfo task, TaskPerson person, string outcome, JsonObject? answer) =>
        task.State == HumanTaskState.Completed && task.AssigneeId == person.Actor.UserId && task.Outcome == outcome
        && JsonNode.DeepEquals(task.Answer, answer);

    private Task<HumanTaskInfo> ChangeAsync(
        TaskPerson person, long taskId, CancellationToken cancellationToken, Func<LedgerTransaction, StoredTask, Task> change) =>
        ChangeAsync(person, taskId, cancellationToken, _ => false, change);

    private Task<HumanTaskInfo> ChangeAsync(
        TaskPerson person, long taskId, CancellationToken cancellationToken, Func<HumanTaskInfo, bool> isDone, Func<LedgerTransaction, StoredTask, Task> change) =>
        database.WriteAsync(
            async transaction =>
            {
                var task = await RequireAsync(transaction, person, taskId);
                if (isDone(task.Info))
                {
                    return task.Info;
                }

                if (TaskRefusals.OfDecided(task.Info) is { } decided)
                {
                    throw decided;
                }

                await change(transaction, task);
                return (await ReadAsync(transaction, person, taskId))!.Info;
            },
            cancellationToken);

    /// <summary>Changes the row if it still is as <paramref name="condition"/> says; else says who was faster.</summary>
    private async Task MoveAsync(
        LedgerTransaction transaction, StoredTask task, string change, string condition, params object?[] args)
    {
        var rows = await transaction.ExecuteAsync(
            $"update human_tasks set {change} where id = $1 and company_id = $2 and {condition}", [task.Info.Id, task.Info.CompanyId, .. args]);
        if (rows == 1)
        {
            return;
        }

        var now = await transaction.QueryFirstAsync(
            $"select {StoredTask.Columns} from human_tasks t where t.id = $1", StoredTask.Read, task.Info.Id);
        throw now is null ? TaskRefusals.NotFound(task.Info.Id)
            : TaskRefusals.OfDecided(now.Info) ?? (now.Info.State == HumanTaskState.Claimed
                ? TaskRefusals.AlreadyClaimed(now)
                : TaskRefusals.NotAssignee(now.Info));
    }

    private async Task RequireMayDecideAsync(LedgerTransaction transaction, StoredTask task, TaskPerson person)
    {
        var user = person.Actor.UserId!.Value;
        if (task.Info.AssigneeId != user && !TaskCandidates.Includes(task.Info, person))
        {
            throw TaskRefusals.NotCandidate(task.Info);
        }

        await RequireNotExcludedAsync(transaction, task, user, person.Actor.Name);
    }

    // Earlier deciders are looked up again here: two tasks of one instance may have been open side by side when each was made.
    private static async Task RequireNotExcludedAsync(LedgerTransaction transaction, StoredTask task, long userId, string userName)
    {
        if (task.Info.ExcludedUsers.Contains(userId))
        {
            throw TaskRefusals.Excluded(task.Info, userName);
        }

        if (task.NotSameAs.Count == 0)
        {
            return;
        }

        await TaskCreation.LockInstanceAsync(transaction, task.Info.InstanceId);
        var deciders = await TaskCreation.DecidersAsync(transaction, task.Info.InstanceId, task.NotSameAs);
        if (deciders.Contains(userId))
        {
            throw TaskRefusals.Excluded(task.Info, userName);
        }
    }

    private static async Task<StoredTask> RequireAsync(LedgerTransaction transaction, TaskPerson person, long taskId) =>
        await ReadAsync(transaction, person, taskId) is { } task && TaskCandidates.MaySee(task, person)
            ? task
            : throw TaskRefusals.NotFound(taskId);

    private static Task<StoredTask?> ReadAsync(LedgerTransaction transaction, TaskPerson person, long taskId) =>
        transaction.QueryFirstAsync(
            $"select {StoredTask.Columns} from human_tasks t where t.id = $1 and t.company_id = $2", StoredTask.Read, taskId, person.Actor.CompanyId);

    private static Task SetCandidateStateAsync(LedgerTransaction transaction, long taskId, HumanTaskState state) =>
        transaction.ExecuteAsync("update task_candidates set state = $2 where task_id = $1", taskId, (long)state);

    private static long UserOf(TaskPerson person, StoredTask task) =>
        person.Actor.UserId ?? throw TaskRefusals.NotCandidate(task.Info);

    private long NowStored() => database.Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
