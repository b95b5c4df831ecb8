namespace Ledger.Workflows;

/// <summary>
/// A refusal of the engine that trying again cannot cure: a wrong expression, an unknown variable, a Fault activity, a
/// task that is already decided. It carries a stable code and the values for the message in the reader's language.
/// </summary>
/// <param name="code">A stable code such as <c>task.already-completed</c>; the key of the es/en text.</param>
/// <param name="message">The message for logs, in English.</param>
/// <param name="arguments">The values that the translated text names, in order.</param>
public class WorkflowException(string code, string message, params object?[] arguments) : Exception(message)
{
    /// <summary>The stable code.</summary>
    public string Code { get; } = code;

    /// <summary>The values that the translated text names, in order.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;
}
