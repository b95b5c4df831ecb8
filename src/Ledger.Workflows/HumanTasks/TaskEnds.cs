using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.HumanTasks;

/// <summary>No task outlives its instance: a Finish in another branch ends the run without cancelling each step.</summary>
internal sealed class TaskEnds(TaskCreation creation) : IWorkflowObserver
{
    public async ValueTask OnEndedAsync(LedgerTransaction transaction, EndedInstance instance)
    {
        // A faulted instance may be retried by a person; what its other branches wait for stays.
        if (instance.SubStatus != WorkflowSubStatus.Faulted)
        {
            await creation.CancelAllAsync(transaction, instance.Id, Actor.System(instance.CompanyId, "engine") with { InstanceId = instance.Id });
        }
    }
}
