using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>A stimulus that starts the workflow at one of its activities; indexed while the version is published (elsa-semantics.md §9.7).</summary>
/// <param name="ActivityId">The activity to start at.</param>
/// <param name="Name">The kind of stimulus.</param>
/// <param name="Payload">What tells it from others of its kind.</param>
/// <param name="Hash">The key stimuli are matched by.</param>
public sealed record WorkflowTrigger(string ActivityId, string Name, JsonNode? Payload, string Hash);
