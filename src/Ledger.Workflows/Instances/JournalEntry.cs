using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>One line of an instance's journal (elsa-semantics.md §13).</summary>
public sealed record JournalEntry(
    long Sequence, DateTimeOffset At, string EventName, string ExecutionId, string? ParentExecutionId, string ActivityId,
    string NodeId, string ActivityType, string? ActivityName, string? Message, JsonObject? Payload)
{
    /// <summary>The version of the activity's type.</summary>
    public int ActivityVersion { get; init; } = 1;
}
