namespace Ledger.Workflows.HumanTasks;

/// <summary>A person tasks can be given to.</summary>
/// <param name="Id">The key.</param>
/// <param name="Name">The user name that lists and history show.</param>
public sealed record TaskUser(long Id, string Name);
