namespace Ledger.Workflows.Instances;

/// <summary>Which executions of an instance's activities are wanted; null means any.</summary>
/// <param name="NodeId">Of the activity at this place.</param>
/// <param name="ActivityId">Of activities with this id.</param>
public sealed record ExecutionQuery(string? NodeId = null, string? ActivityId = null);
