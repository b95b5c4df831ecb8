namespace Ledger.Workflows.Instances;

/// <summary>A range of one of an instance's times.</summary>
/// <param name="Field">Which time.</param>
/// <param name="From">At or after this; null leaves it open.</param>
/// <param name="Before">Before this; null leaves it open.</param>
/// <param name="IsOutside">True for those whose time lies outside; one that has no such time lies outside too.</param>
public sealed record InstanceTimeRange(InstanceTime Field, DateTimeOffset? From, DateTimeOffset? Before, bool IsOutside = false);
