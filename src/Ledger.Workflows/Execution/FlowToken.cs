namespace Ledger.Workflows.Execution;

/// <summary>A token on a connection of a flowchart in token mode.</summary>
/// <param name="Connection">The connection, by its index.</param>
/// <param name="IsConsumed">True when its target has taken it.</param>
/// <param name="IsBlocked">True when it only says that a later arrival here must not run the target again (Race, Cascade).</param>
internal readonly record struct FlowToken(int Connection, bool IsConsumed, bool IsBlocked);
