namespace Ledger.Workflows.Instances;

/// <summary>The main status of an instance, derived from its <see cref="WorkflowSubStatus"/> (elsa-semantics.md §2).</summary>
public enum WorkflowStatus
{
    /// <summary>It has work to do or waits.</summary>
    Running = 0,

    /// <summary>It has ended; nothing of it runs again except by a retry of a fault.</summary>
    Finished = 1,
}
