namespace Ledger.Workflows.Mail;

/// <summary>Hands a mail to the world: a pickup folder by default, SMTP when configured.</summary>
public interface IMailTransport
{
    /// <summary>Sends one mail; an exception means it was not accepted and is tried again later.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="messageId">The same for every try, so that a receiver can tell a repetition.</param>
    /// <param name="cancellationToken">Cancelled when the host stops.</param>
    Task SendAsync(OutgoingMail mail, string messageId, CancellationToken cancellationToken);
}
