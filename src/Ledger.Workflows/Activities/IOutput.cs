namespace Ledger.Workflows.Activities;

/// <summary>What all outputs have, whatever their type.</summary>
public interface IOutput
{
    /// <summary>The id of the variable or the name of the workflow output it writes to; null when unbound.</summary>
    string? ReferenceId { get; }
}
