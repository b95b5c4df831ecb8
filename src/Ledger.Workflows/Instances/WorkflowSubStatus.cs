namespace Ledger.Workflows.Instances;

/// <summary>What exactly an instance is doing; the numbers are Elsa's and are stored.</summary>
public enum WorkflowSubStatus
{
    /// <summary>Stored, and its first burst is queued.</summary>
    Pending = 0,

    /// <summary>A pending run of it is due: it goes on by itself.</summary>
    Executing = 1,

    /// <summary>It waits at one or more bookmarks.</summary>
    Suspended = 2,

    /// <summary>It came to its end.</summary>
    Finished = 3,

    /// <summary>A person or its parent stopped it.</summary>
    Cancelled = 4,

    /// <summary>An incident stopped it; a person may retry, skip or cancel.</summary>
    Faulted = 5,

    /// <summary>The host stopped in the middle; a pending run takes it up again.</summary>
    Interrupted = 6,
}
