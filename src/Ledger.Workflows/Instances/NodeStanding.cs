namespace Ledger.Workflows.Instances;

/// <summary>How often an activity has run in an instance, and what it does now: the badge on its node (features.md W8).</summary>
/// <param name="ActivityId">The activity.</param>
/// <param name="NodeId">Its place in the definition.</param>
/// <param name="Started">Executions begun.</param>
/// <param name="Completed">Executions that came to their end.</param>
/// <param name="Uncompleted">Executions that have neither completed nor were cancelled.</param>
/// <param name="IsBlocked">True when one of them, or a step inside it, waits for somebody or something.</param>
/// <param name="IsFaulted">True when one of them, or a step inside it, has failed and nobody has decided on it.</param>
public sealed record NodeStanding(
    string ActivityId, string NodeId, int Started, int Completed, int Uncompleted, bool IsBlocked, bool IsFaulted);
