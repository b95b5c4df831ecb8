namespace Ledger.Workflows.Instances;

/// <summary>The call of an external step failed and its tries are spent; the incident carries the reason.</summary>
/// <param name="code">The stable code of the reason, <c>external.failed</c> when it had none.</param>
/// <param name="message">The reason.</param>
public sealed class ExternalStepException(string code, string message) : WorkflowException(code, message, message);
