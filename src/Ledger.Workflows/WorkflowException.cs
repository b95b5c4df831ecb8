namespace Ledger.Workflows;

/// <summary>
/// A refusal of the engine that trying again cannot cure: a wrong expression, an unknown variable, a Fault activity, a
/// task that is already decided. It carries a stable code and the values for the message in the reader's language.
/// </summary>
public class WorkflowException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="code">A stable code such as <c>task.already-completed</c>; the key of the es/en text.</param>
    /// <param name="message">The message for logs, in English.</param>
    /// <param name="arguments">The values that the translated text names, in order.</param>
    public WorkflowException(string code, string message, params object?[] arguments)
        : base(message)
    {
        Code = code;
        Arguments = arguments;
    }

    /// <summary>A refusal with the exception that is behind it.</summary>
    protected WorkflowException(string code, string message, Exception cause, params object?[] arguments)
        : base(message, cause)
    {
        Code = code;
        Arguments = arguments;
    }

    /// <summary>The stable code.</summary>
    public string Code { get; }

    /// <summary>The values that the translated text names, in order.</summary>
    public IReadOnlyList<object?> Arguments { get; }
}
