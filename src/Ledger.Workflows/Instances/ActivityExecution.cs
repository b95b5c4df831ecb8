using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>One execution of an activity: inputs, outputs, outcomes, status (Pending, Running, Completed, Canceled, Faulted).</summary>
public sealed record ActivityExecution(
    string Id, long InstanceId, string ActivityId, string NodeId, string ActivityType, string? ActivityName, string Status,
    DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, bool HasBookmarks, JsonObject Inputs, JsonObject Outputs,
    IReadOnlyList<string> Outcomes, string? Exception);
