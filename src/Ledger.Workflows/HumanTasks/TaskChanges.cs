using Ledger.Foundation;
using Microsoft.Extensions.Logging;

namespace Ledger.Workflows.HumanTasks;

/// <summary>Raises the changes of tasks once they are on disk.</summary>
internal sealed class TaskChanges(ILogger<TaskChanges> logger) : ITaskChanges
{
    public event Action<TaskChange>? Changed;

    public void RaiseAfterCommit(LedgerTransaction transaction, TaskChange change) => transaction.OnCommitted(() => Raise(change));

    private void Raise(TaskChange change)
    {
        foreach (var handler in (Changed?.GetInvocationList() ?? []).Cast<Action<TaskChange>>())
        {
            try
            {
                handler(change);
            }
            catch (Exception e)
            {
                // The change is committed; a page that cannot show it must not make the writer fail.
                logger.LogError(e, "A listener failed on {Action} of task {TaskId}.", change.Action, change.TaskId);
            }
        }
    }
}
