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

    /// <summary>Tries a failed mail again now.</summary>
    Task ResendAsync(long companyId, long mailId, Actor actor, CancellationToken cancellationToken = default);
}
