using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>A call that a step asks for; made after the commit, answered with <see cref="BurstStimulus.ExternalAnswer"/>.</summary>
/// <param name="ContextId">The execution that waits for the answer.</param>
/// <param name="NodeIndex">Its node; the activity there makes the call.</param>
/// <param name="ExecutionId">The idempotency key.</param>
/// <param name="Request">What is to be called.</param>
public sealed record ExternalCall(int ContextId, int NodeIndex, string ExecutionId, JsonNode Request);
