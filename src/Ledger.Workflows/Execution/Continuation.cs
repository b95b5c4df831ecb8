namespace Ledger.Workflows.Execution;

/// <summary>Something of an instance that goes on by itself after the commit.</summary>
/// <param name="ContextId">The long step to go on with (<see cref="BurstStimulus.ContinueLong"/>); null when the burst limit was reached (<see cref="BurstStimulus.Continue"/>).</param>
/// <param name="NodeIndex">The node of the long step; -1 at the burst limit.</param>
/// <param name="Done">Items done so far.</param>
/// <param name="Total">Items in all, when known.</param>
public sealed record Continuation(int? ContextId, int NodeIndex, long Done, long? Total);
