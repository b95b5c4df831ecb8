using Ledger.Workflows.Instances;

namespace Ledger.Api.Designer.Instances;

/// <summary>The main status as the studio is told it.</summary>
/// <remarks>
/// A faulted instance waits for a person here, who retries or skips. The studio stops looking at what is Finished, so it is told
/// Running; the sub status says Faulted.
/// </remarks>
internal static class InstanceStatuses
{
    /// <summary>The main status for a sub status.</summary>
    public static WorkflowStatus Of(WorkflowSubStatus subStatus) =>
        subStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled ? WorkflowStatus.Finished : WorkflowStatus.Running;
}
