namespace Ledger.Workflows.Activities;

/// <summary>A typed output of an activity, bound to a variable or a workflow output by its reference.</summary>
/// <param name="ReferenceId">The id of the variable or the name of the workflow output it writes to; null when unbound.</param>
public sealed record Output<T>(string? ReferenceId) : IOutput;
