namespace Ledger.Workflows.Mail;

/// <summary>How many mails of a company are in which state.</summary>
/// <param name="Sent">Taken by the transport.</param>
/// <param name="Waiting">Queued and not tried yet.</param>
/// <param name="Retrying">Queued after an attempt that failed.</param>
/// <param name="Failed">Given up, and nobody sent it again.</param>
/// <param name="OldestWaitingAt">When the first of those that wait was queued, or null.</param>
public sealed record MailCounts(long Sent, long Waiting, long Retrying, long Failed, DateTimeOffset? OldestWaitingAt);
