namespace Ledger.Foundation.Auditing;

/// <summary>The result of walking a company's audit chain.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="EntryCount">How many entries were read.</param>
/// <param name="Break">The first place where the chain does not hold, or null when it holds from end to end.</param>
public sealed record AuditVerification(long CompanyId, long EntryCount, AuditBreak? Break);
