using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>A point where an instance waits.</summary>
public sealed record BookmarkInfo(
    long Id, string Name, string Hash, JsonNode? Payload, string ActivityId, string NodeId, string ExecutionId,
    DateTimeOffset CreatedAt, DateTimeOffset? ResumeAt);
