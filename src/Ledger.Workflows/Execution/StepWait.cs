namespace Ledger.Workflows.Execution;

/// <summary>What an execution waits for besides bookmarks and children.</summary>
internal enum StepWait
{
    None,
    LongStep,
    ExternalCall,
}
