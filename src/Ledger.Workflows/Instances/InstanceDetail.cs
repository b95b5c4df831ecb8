using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>An instance with all that is known of it.</summary>
public sealed record InstanceDetail(
    InstanceSummary Summary,
    JsonObject Input,
    JsonObject Output,
    IReadOnlyList<VariableValue> Variables,
    IReadOnlyList<BookmarkInfo> Bookmarks,
    IReadOnlyList<IncidentInfo> Incidents,
    IReadOnlyList<StepProgress> Progress,
    JsonObject State)
{
    /// <summary>Its moves between versions, oldest first (features.md W11).</summary>
    public IReadOnlyList<InstanceMove> Moves { get; init; } = [];
}
