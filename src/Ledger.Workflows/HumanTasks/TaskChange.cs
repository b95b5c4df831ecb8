namespace Ledger.Workflows.HumanTasks;

/// <summary>Something that happened to a task.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Action">As in <see cref="TaskHistoryEntry"/>.</param>
public sealed record TaskChange(long CompanyId, long TaskId, string Action);
