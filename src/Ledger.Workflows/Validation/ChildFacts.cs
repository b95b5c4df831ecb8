namespace Ledger.Workflows.Validation;

/// <summary>What is known of a process that another one starts.</summary>
/// <param name="IsPublished">True when new instances can be started.</param>
/// <param name="Inputs">The names of its inputs.</param>
/// <param name="RequiredInputs">Those without which a start is refused.</param>
internal sealed record ChildFacts(bool IsPublished, IReadOnlyCollection<string> Inputs, IReadOnlyCollection<string> RequiredInputs);
