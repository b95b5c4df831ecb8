namespace Ledger.Domain;

/// <summary>
/// A refusal of the domain: a rule of the business says no, and nothing was changed. Trying again without changing
/// something else gives the same answer.
/// </summary>
/// <param name="code">A stable code such as <c>mass-payment.document-taken</c>; the key of the es/en text.</param>
/// <param name="message">The message for logs, in English, with the values.</param>
/// <param name="arguments">The values that the translated text names, in order.</param>
public class DomainException(string code, string message, params object?[] arguments) : Exception(message)
{
    /// <summary>The stable code; never reused for another rule.</summary>
    public string Code { get; } = code;

    /// <summary>The values that the translated text names, in order.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;

    /// <summary>The field of the request that is wrong, in camel case; null when the refusal is about no single field.</summary>
    public string? Field { get; init; }

    /// <summary>True when what was asked for does not exist (HTTP 404 instead of 422).</summary>
    public bool IsNotFound { get; init; }

    /// <summary>True when the state of things forbids it now (HTTP 409 instead of 422).</summary>
    public bool IsConflict { get; init; }
}
