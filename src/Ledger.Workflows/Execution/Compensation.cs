using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Execution;

/// <summary>An undo branch that waits for the case that the run has to be undone.</summary>
/// <param name="Node">The compensable activity.</param>
/// <param name="ContextNumber">Its execution that completed; the undo branch is tied to it.</param>
/// <param name="Variables">What the body saw in loops around it (CurrentValue …), as it was when the body completed.</param>
internal sealed record Compensation(GraphNode Node, int ContextNumber, List<DynamicVariable>? Variables);
