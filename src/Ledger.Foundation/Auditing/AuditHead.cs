namespace Ledger.Foundation.Auditing;

/// <summary>The end of a company's audit chain; its row is locked while entries are appended.</summary>
public sealed class AuditHead
{
    /// <summary>The company.</summary>
    public long CompanyId { get; init; }

    /// <summary>The sequence of the last entry.</summary>
    public long Sequence { get; init; }

    /// <summary>The hash of the last entry.</summary>
    public required string Hash { get; init; }
}
