namespace Ledger.Workflows.Instances;

/// <summary>A burst threw what a new try may cure: its unit of work is undone and the run is put off.</summary>
internal sealed class BurstFailedException(Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>What the step threw.</summary>
    public Exception Cause { get; } = cause;
}
