namespace Ledger.Workflows.Instances;

/// <summary>What came of a start.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="SubStatus">Where it stands after its first burst; Pending when that was queued.</param>
/// <param name="AlreadyStarted">True when the idempotency key had been used: the instance is that of the first call.</param>
public sealed record StartedInstance(long InstanceId, WorkflowSubStatus SubStatus, bool AlreadyStarted = false);
