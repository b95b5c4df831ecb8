namespace Ledger.Foundation.Auditing;

/// <summary>A place where the audit chain does not hold.</summary>
/// <param name="Sequence">The sequence expected there.</param>
/// <param name="Kind">What is wrong.</param>
public sealed record AuditBreak(long Sequence, AuditBreakKind Kind);
