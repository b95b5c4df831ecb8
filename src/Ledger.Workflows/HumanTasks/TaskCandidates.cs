namespace Ledger.Workflows.HumanTasks;

/// <summary>Who may take a task.</summary>
internal static class TaskCandidates
{
    public static bool Includes(HumanTaskInfo task, TaskPerson person) =>
        task.CandidateRoles.Any(person.Roles.Contains) || (person.Actor.UserId is { } user && task.CandidateUsers.Contains(user));

    /// <summary>True when the person may see the task: those it is offered to, who has, had or decided it, and coordinators.</summary>
    public static bool MaySee(StoredTask task, TaskPerson person) =>
        person.MayCoordinate
        || Includes(task.Info, person)
        || (person.Actor.UserId is { } user && (task.Info.AssigneeId == user || task.Info.OwnerId == user || task.CompletedById == user));

    /// <summary>The keys of task_candidates that mean the person.</summary>
    public static IEnumerable<string> KeysOf(TaskPerson person)
    {
        var roles = person.Roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(TaskCandidateRow.OfRole);
        return person.Actor.UserId is { } user ? roles.Append(TaskCandidateRow.OfUser(user)) : roles;
    }
}
