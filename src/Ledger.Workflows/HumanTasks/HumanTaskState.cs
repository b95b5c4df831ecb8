namespace Ledger.Workflows.HumanTasks;

/// <summary>The states of a task; stored by number.</summary>
public enum HumanTaskState
{
    /// <summary>Nobody has taken it.</summary>
    Open = 0,

    /// <summary>Somebody has taken it or it was assigned.</summary>
    Claimed = 1,

    /// <summary>Decided.</summary>
    Completed = 2,

    /// <summary>The instance went on without it or ended.</summary>
    Cancelled = 3,
}
