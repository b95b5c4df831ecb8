namespace Ledger.Workflows.HumanTasks;

/// <summary>Numbers for badges.</summary>
public sealed record TaskCounts(int Mine, int Open, int Overdue);
