namespace Ledger.Workflows.Execution;

/// <summary>Where an execution of an activity stands; the names are Elsa's.</summary>
internal enum StepStatus
{
    Pending,
    Running,
    Completed,
    Canceled,
    Faulted,
}
