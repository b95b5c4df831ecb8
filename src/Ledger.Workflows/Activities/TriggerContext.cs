namespace Ledger.Workflows.Activities;

/// <summary>What a trigger sees when a definition is compiled: its inputs, evaluated without an instance.</summary>
public abstract class TriggerContext
{
    /// <summary>The value of an input.</summary>
    /// <exception cref="WorkflowException">The input cannot be evaluated without an instance.</exception>
    public abstract T? Get<T>(Input<T>? input);
}
