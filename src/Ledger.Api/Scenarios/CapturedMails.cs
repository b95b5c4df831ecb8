using System.Collections.Concurrent;
using Ledger.Workflows.Mail;

namespace Ledger.Api.Scenarios;

/// <summary>Keeps the mails that a scenario sends; none leaves the process.</summary>
internal sealed class CapturedMails : IMailTransport
{
    private readonly ConcurrentQueue<OutgoingMail> _sent = new();

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<OutgoingMail> Sent => [.. _sent];

    /// <inheritdoc/>
    public Task SendAsync(OutgoingMail mail, string messageId, CancellationToken cancellationToken)
    {
        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }
}
