namespace Ledger.Api.Audit;

/// <summary>Marks what people read for the codes of the audit trail: <c>audit.action.CODE</c> and <c>audit.subject.KIND</c>.</summary>
public sealed class AuditTexts;
