using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>One execution of an activity: inputs, outputs, outcomes, status (Pending, Running, Completed, Canceled, Faulted).</summary>
public sealed record ActivityExecution(
    string Id, long InstanceId, string ActivityId, string NodeId, string ActivityType, string? ActivityName, string Status,
    DateTimeOffset StartedAt, DateTimeOffset? CompletedAt, bool HasBookmarks, JsonObject Inputs, JsonObject Outputs,
    IReadOnlyList<string> Outcomes, string? Exception)
{
    /// <summary>The version of the activity's type.</summary>
    public int ActivityVersion { get; init; } = 1;

    /// <summary>The execution of the container that scheduled it; null for the root.</summary>
    public string? ParentId { get; init; }

    /// <summary>The id of the container.</summary>
    public string? ParentActivityId { get; init; }

    /// <summary>How many executions are around it.</summary>
    public int Depth { get; init; }

    /// <summary>How often it has failed.</summary>
    public int Faults { get; init; }
}
