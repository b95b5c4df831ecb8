namespace Ledger.Workflows.HumanTasks;

/// <summary>Tells pages of this process that a task changed, after the commit. A page of another node sees it at its next look.</summary>
public interface ITaskChanges
{
    /// <summary>Raised after the commit, on the thread that committed: handlers must be quick and must not throw.</summary>
    event Action<TaskChange>? Changed;
}
