namespace Ledger.Workflows.HumanTasks;

/// <summary>Something that was done with a task.</summary>
/// <param name="At">When.</param>
/// <param name="Action">created, claimed, released, delegated, assigned, commented, attached, reminded, escalated, completed, cancelled.</param>
/// <param name="By">Who.</param>
/// <param name="Detail">To whom, the comment, the file's name, the outcome.</param>
public sealed record TaskHistoryEntry(DateTimeOffset At, string Action, string By, string? Detail);
