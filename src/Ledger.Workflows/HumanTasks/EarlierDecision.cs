namespace Ledger.Workflows.HumanTasks;

/// <summary>What somebody decided in the same instance before a task was asked for: why it was sent back, who authorised it.</summary>
/// <param name="TaskId">The task that was decided.</param>
/// <param name="Title">What it was about, in a line.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">When.</param>
/// <param name="Comment">What who decided wrote about it, or null.</param>
public sealed record EarlierDecision(long TaskId, string Title, string Outcome, string By, DateTimeOffset At, string? Comment);
