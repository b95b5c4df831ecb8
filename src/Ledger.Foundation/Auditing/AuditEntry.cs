namespace Ledger.Foundation.Auditing;

/// <summary>One change, by whom, when and from which instance; chained to the one before it by its hash (features.md W14).</summary>
public sealed class AuditEntry
{
    /// <summary>The key of the row.</summary>
    public long Id { get; init; }

    /// <summary>The company whose chain the entry belongs to.</summary>
    public long CompanyId { get; init; }

    /// <summary>The place in the company's chain: 1, 2, 3, … without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>When the change was made.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The person, or null when the system acted by itself.</summary>
    public long? UserId { get; init; }

    /// <summary>The person's user name, or the name of the unattended work.</summary>
    public required string UserName { get; init; }

    /// <summary>The workflow instance the change comes from, or null.</summary>
    public long? InstanceId { get; init; }

    /// <summary>What was done, as a stable word such as <c>mass-payment.authorized</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of thing that changed, such as <c>MassPayment</c>.</summary>
    public required string SubjectType { get; init; }

    /// <summary>The key or number of the thing that changed.</summary>
    public required string SubjectId { get; init; }

    /// <summary>What changed, as JSON; values before and after where they matter.</summary>
    public required string Detail { get; init; }

    /// <summary>The hash of the entry before, or 64 zeros for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Upper-case hexadecimal SHA-256 over all fields and <see cref="PreviousHash"/>.</summary>
    public required string Hash { get; init; }
}
