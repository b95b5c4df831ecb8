using System.Text.Json.Nodes;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.HumanTasks;

/// <summary>
/// The tasks of people (features.md W5, W6). Each change is one transaction with its history; claiming and completing
/// are single conditional updates, so that of two people one wins and the other is told who did.
/// </summary>
/// <remarks>Refusals are <see cref="WorkflowException"/>s: <c>task.not-found</c>, <c>task.not-candidate</c>, <c>task.excluded</c>,
/// <c>task.already-claimed</c>, <c>task.already-completed</c>, <c>task.not-assignee</c>, <c>task.outcome-unknown</c>,
/// <c>task.attachment-too-large</c>, <c>task.attachment-kind</c>, <c>task.attachments-too-many</c>, <c>task.comment-length</c>,
/// <c>task.cancelled</c>, <c>task.not-coordinator</c>, <c>task.no-candidates</c>, <c>task.process-gone</c>,
/// <c>list.order-unknown</c>; their arguments name who and when.</remarks>
public interface IHumanTasks
{
    /// <summary>A page of tasks; sortable by DueAt (the list's own order, without a date last), Priority, CreatedAt, Title, BusinessKey.</summary>
    /// <remarks>
    /// The total is exact up to 1,000, or five pages beyond the one asked for; beyond that it is a lower bound, so that a
    /// page of a role with 300,000 tasks costs no more than one with 1,000. Sorting by title or business key reads the
    /// whole list.
    /// </remarks>
    Task<Page<HumanTaskInfo>> ListAsync(TaskPerson person, TaskQuery query, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>How many tasks are the person's, open to the person, and overdue; cheap enough for a badge.</summary>
    Task<TaskCounts> CountAsync(TaskPerson person, CancellationToken cancellationToken = default);

    /// <summary>How old the undecided tasks of a scope are: one line an age and whether the due date has passed; ages without tasks have no line.</summary>
    /// <param name="person">Who asks; All is for coordinators.</param>
    /// <param name="scope">Whose tasks.</param>
    /// <param name="since">Where the ages part, the latest first: a task created at or after the n-th moment, and before the one in front of it, has age n.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    Task<IReadOnlyList<TaskAge>> AgesAsync(TaskPerson person, TaskScope scope, IReadOnlyList<DateTimeOffset> since, CancellationToken cancellationToken = default);

    /// <summary>One task; null when it does not exist or the person may not see it.</summary>
    Task<HumanTaskInfo?> FindAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default);

    /// <summary>What the person may do with a task now, and why not decide it; null as <see cref="FindAsync"/>.</summary>
    Task<TaskRights?> RightsAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default);

    /// <summary>What was done with a task, oldest first.</summary>
    Task<IReadOnlyList<TaskHistoryEntry>> HistoryAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default);

    /// <summary>What was decided in the same instance before the task was asked for, latest first; at most <paramref name="most"/>. Whoever may see the task may read it.</summary>
    Task<IReadOnlyList<EarlierDecision>> EarlierAsync(TaskPerson person, long taskId, int most, CancellationToken cancellationToken = default);

    /// <summary>Takes an open task.</summary>
    Task<HumanTaskInfo> ClaimAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default);

    /// <summary>Gives a taken task back, to its owner when it was delegated, else to all.</summary>
    Task<HumanTaskInfo> ReleaseAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default);

    /// <summary>Hands one's task to another person and stays its owner.</summary>
    Task<HumanTaskInfo> DelegateAsync(TaskPerson person, long taskId, long userId, string userName, CancellationToken cancellationToken = default);

    /// <summary>A coordinator gives a task to a person, or back to all with null.</summary>
    Task<HumanTaskInfo> AssignAsync(TaskPerson person, long taskId, long? userId, string? userName, CancellationToken cancellationToken = default);

    /// <summary>A coordinator changes whom an undecided task is offered to; who has it keeps it.</summary>
    Task<HumanTaskInfo> ChangeCandidatesAsync(TaskPerson person, long taskId, IReadOnlyList<string> roles, IReadOnlyList<long> users, CancellationToken cancellationToken = default);

    /// <summary>Adds a comment.</summary>
    Task CommentAsync(TaskPerson person, long taskId, string text, CancellationToken cancellationToken = default);

    /// <summary>Attaches a file; size and kind are limited.</summary>
    Task<TaskAttachment> AttachAsync(TaskPerson person, long taskId, string fileName, string contentType, byte[] content, CancellationToken cancellationToken = default);

    /// <summary>The files of a task.</summary>
    Task<IReadOnlyList<TaskAttachment>> AttachmentsAsync(TaskPerson person, long taskId, CancellationToken cancellationToken = default);

    /// <summary>The content of a file.</summary>
    Task<byte[]?> ReadAttachmentAsync(TaskPerson person, long taskId, long attachmentId, CancellationToken cancellationToken = default);

    /// <summary>Decides a task: one transaction with the resume of its instance. An open task is claimed in passing.</summary>
    /// <remarks>Said again by the same person with the same answer it does nothing and tells the same; who says something else is refused.</remarks>
    Task<HumanTaskInfo> CompleteAsync(TaskPerson person, long taskId, string outcome, JsonObject? answer = null, string? comment = null, CancellationToken cancellationToken = default);
}
