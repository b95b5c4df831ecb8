namespace Ledger.Workflows.Instances;

/// <summary>Where an instance stands: what is looked at every few seconds.</summary>
/// <param name="Id">The instance.</param>
/// <param name="SubStatus">Its sub status.</param>
/// <param name="Revision">Raised by every commit; 0 for an archived one.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public sealed record InstanceStanding(long Id, WorkflowSubStatus SubStatus, int Revision, DateTimeOffset UpdatedAt)
{
    /// <summary>The main status.</summary>
    public WorkflowStatus Status => InstanceQueries.StatusOf(SubStatus);
}
