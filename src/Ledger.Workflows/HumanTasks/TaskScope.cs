namespace Ledger.Workflows.HumanTasks;

/// <summary>Whose tasks a list shows.</summary>
public enum TaskScope
{
    /// <summary>Assigned to or claimed by the person.</summary>
    Mine,

    /// <summary>Open to the person, by role or by name, and the person's own.</summary>
    Roles,

    /// <summary>Everybody's; for coordinators.</summary>
    All,
}
