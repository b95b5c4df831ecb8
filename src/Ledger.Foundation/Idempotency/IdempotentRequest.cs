namespace Ledger.Foundation.Idempotency;

/// <summary>A request that creates or pays, remembered with its answer so that its repetition does nothing.</summary>
public sealed class IdempotentRequest
{
    /// <summary>The key of the row.</summary>
    public long Id { get; init; }

    /// <summary>The company the request was made for.</summary>
    public long CompanyId { get; init; }

    /// <summary>The caller's idempotency key.</summary>
    public required string Key { get; init; }

    /// <summary>Hash of method, path and body: the same key with another content is refused.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The HTTP status that was answered.</summary>
    public int Status { get; init; }

    /// <summary>The body that was answered.</summary>
    public required string Body { get; init; }

    /// <summary>When the request was first answered.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
