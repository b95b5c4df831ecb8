namespace Ledger.Workflows.Instances;

/// <summary>An instance has changed and the change is on disk.</summary>
/// <param name="CompanyId">Its company.</param>
/// <param name="InstanceId">The instance.</param>
public readonly record struct InstanceChange(long CompanyId, long InstanceId);
