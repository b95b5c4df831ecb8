namespace Ledger.Api.Http;

/// <summary>The HTTP layer refuses a request before the domain sees it: wrong paging, a reused idempotency key, no company chosen.</summary>
internal sealed class RequestRefusedException(int status, string code, string message, params object?[] arguments) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The stable code; the key of the es/en text in <see cref="HostTexts"/>.</summary>
    public string Code { get; } = code;

    /// <summary>The values that the translated text names, in order.</summary>
    public IReadOnlyList<object?> Arguments { get; } = arguments;

    /// <summary>The field of the request that is wrong, or null.</summary>
    public string? Field { get; init; }

    /// <summary>After how long the request may be tried again, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
