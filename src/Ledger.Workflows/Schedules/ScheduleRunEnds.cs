using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Workflows.Schedules;

/// <summary>Notes in the history of a schedule how the instance of a run ended, in the transaction that ends it.</summary>
internal sealed class ScheduleRunEnds : IWorkflowObserver
{
    public async ValueTask OnEndedAsync(LedgerTransaction transaction, EndedInstance instance) =>
        await transaction.ExecuteAsync(
            "update schedule_runs set result = $2 where instance_id = $1", instance.Id, instance.SubStatus switch
            {
                WorkflowSubStatus.Finished => "finished",
                WorkflowSubStatus.Cancelled => "cancelled",
                _ => "faulted",
            });
}
