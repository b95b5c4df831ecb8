namespace Ledger.Workflows.Instances;

/// <summary>How far a long step is (features.md W12).</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="Done">Items done.</param>
/// <param name="Total">Items in all, when known.</param>
/// <param name="StartedAt">When its first chunk began; rate and time left follow from it.</param>
/// <param name="UpdatedAt">When its last chunk was committed.</param>
public sealed record StepProgress(
    long InstanceId, string ActivityId, long Done, long? Total, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);
