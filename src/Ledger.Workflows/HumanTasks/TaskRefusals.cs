using System.Globalization;

namespace Ledger.Workflows.HumanTasks;

/// <summary>The refusals of tasks; each says who or what stood in the way, and since when.</summary>
internal static class TaskRefusals
{
    public static WorkflowException NotFound(long taskId) => new("task.not-found", $"There is no task {taskId}.", taskId);

    public static WorkflowException NotCandidate(HumanTaskInfo task) =>
        new("task.not-candidate", $"The task {task.Id} is not offered to this person.", task.Title);

    public static WorkflowException Excluded(HumanTaskInfo task, string name) =>
        new("task.excluded", $"{name} took part in an earlier step and may not decide the task {task.Id}.", task.Title, name);

    public static WorkflowException NotCoordinator() => new("task.not-coordinator", "Only a coordinator may do this.");

    public static WorkflowException NotAssignee(HumanTaskInfo task) =>
        new("task.not-assignee", $"The task {task.Id} is with {task.AssigneeName ?? "nobody"}.", task.Title, task.AssigneeName);

    public static WorkflowException AlreadyClaimed(StoredTask task) =>
        new("task.already-claimed", $"{task.Info.AssigneeName} took the task {task.Info.Id} at {Moment(task.ClaimedAt)}.",
            task.Info.AssigneeName, task.ClaimedAt);

    public static WorkflowException OutcomeUnknown(HumanTaskInfo task, string outcome) =>
        new("task.outcome-unknown", $"'{outcome}' is not an answer of the task {task.Id}: {string.Join(", ", task.Outcomes)}.",
            outcome, string.Join(", ", task.Outcomes));

    /// <summary>The refusal of a change that needs an undecided task; null when it is undecided.</summary>
    public static WorkflowException? OfDecided(HumanTaskInfo task) => task.State switch
    {
        HumanTaskState.Completed => new WorkflowException(
            "task.already-completed", $"{task.CompletedBy} completed the task {task.Id} with {task.Outcome} at {Moment(task.CompletedAt)}.",
            task.CompletedBy, task.CompletedAt, task.Outcome),
        HumanTaskState.Cancelled => new WorkflowException(
            "task.cancelled", $"The task {task.Id} was cancelled: its process went on or ended.", task.Title),
        _ => null,
    };

    private static string Moment(DateTimeOffset? at) => at?.ToString("u", CultureInfo.InvariantCulture) ?? "an unknown time";
}
