using Ledger.Workflows.Instances;

namespace Ledger.Api.Pages.Processes;

/// <summary>Which runs the list of runs shows.</summary>
internal enum RunPhase
{
    /// <summary>Those under way, those that wait, those that stopped at a fault.</summary>
    Open,

    /// <summary>Those under way and those that wait.</summary>
    Running,

    /// <summary>Those that stopped at a fault.</summary>
    Faulted,

    /// <summary>Those that came to their end.</summary>
    Finished,

    /// <summary>Those that were stopped.</summary>
    Cancelled,

    /// <summary>All.</summary>
    All,
}

/// <summary>What a phase means to the engine.</summary>
internal static class RunPhases
{
    private static readonly WorkflowSubStatus[] Running =
        [WorkflowSubStatus.Pending, WorkflowSubStatus.Executing, WorkflowSubStatus.Suspended, WorkflowSubStatus.Interrupted];

    /// <summary>The sub statuses of a phase; null for all.</summary>
    public static IReadOnlyList<WorkflowSubStatus>? Of(RunPhase phase) => phase switch
    {
        RunPhase.Open => [.. Running, WorkflowSubStatus.Faulted],
        RunPhase.Running => Running,
        RunPhase.Faulted => [WorkflowSubStatus.Faulted],
        RunPhase.Finished => [WorkflowSubStatus.Finished],
        RunPhase.Cancelled => [WorkflowSubStatus.Cancelled],
        _ => null,
    };
}
