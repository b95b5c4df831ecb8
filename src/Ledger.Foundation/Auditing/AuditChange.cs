namespace Ledger.Foundation.Auditing;

/// <summary>A change to be recorded in the audit trail.</summary>
/// <param name="Action">What was done, as a stable word such as <c>mass-payment.authorized</c>.</param>
/// <param name="SubjectType">The kind of thing that changed.</param>
/// <param name="SubjectId">Its key or number.</param>
/// <param name="Detail">What changed; serialised as JSON. Null when the action says it all.</param>
public sealed record AuditChange(string Action, string SubjectType, string SubjectId, object? Detail = null);
