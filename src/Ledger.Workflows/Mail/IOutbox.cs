using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Workflows.Mail;

/// <summary>Mails leave through the outbox: queued with the change that causes them, sent by a worker, retried, visible.</summary>
public interface IOutbox
{
    /// <summary>Queues a mail as part of the caller's unit of work; returns its key, or that of the one with the same deduplication key.</summary>
    Task<long> QueueAsync(LedgerTransaction transaction, OutgoingMail mail);

    /// <summary>A page of a company's mails, latest first; <paramref name="state"/> is queued, sent or failed, or null for all.</summary>
    Task<Page<MailInfo>> ListAsync(long companyId, string? state, PageRequest page, CancellationToken cancellationToken = default);

    /// <summary>A mail of a company with its text; null when there is none.</summary>
    Task<MailContent?> FindAsync(long companyId, long mailId, CancellationToken cancellationToken = default);

    /// <summary>How many of a company's mails are in which state.</summary>
    Task<MailCounts> CountAsync(long companyId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a mail that failed or was sent once more: as a new mail that names the first, which stays as it is. Returns the
    /// new mail's key; the audit trail says who asked for it.
    /// </summary>
    /// <exception cref="WorkflowException">
    /// <c>mail.not-found</c>; <c>mail.waiting</c> when it, or an earlier resend of it, still waits to be sent.
    /// </exception>
    Task<long> ResendAsync(long companyId, long mailId, Actor actor, CancellationToken cancellationToken = default);
}
