namespace Ledger.Workflows.HumanTasks;

/// <summary>How many undecided tasks have an age.</summary>
/// <param name="Age">0 for the youngest; as many as moments were given for those older than all of them.</param>
/// <param name="IsLate">True when they are past their due date.</param>
/// <param name="Count">How many.</param>
public sealed record TaskAge(int Age, bool IsLate, int Count);
