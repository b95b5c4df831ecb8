using System.Net;
using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Mail;

/// <summary>Sends through a mail server, with STARTTLS and a sign-in when configured.</summary>
public sealed class SmtpMailTransport(IOptions<MailOptions> options) : IMailTransport
{
    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, string messageId, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        using var message = MailMessages.Create(mail, messageId, settings);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.StartTls,
            DeliveryMethod = SmtpDeliveryMethod.Network,
        };
        if (settings.User is not null)
        {
            client.Credentials = new NetworkCredential(settings.User, settings.Password);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await client.SendMailAsync(message, limit.Token);
        }
        catch (SmtpFailedRecipientException e)
        {
            ThrowForRecipients(e, mail.To.Count);
            throw;
        }
        catch (SmtpException e) when (IsPermanent(e.StatusCode))
        {
            throw new MailRefusedException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The mail server {settings.Host}:{settings.Port} did not take the mail within {settings.Timeout.TotalSeconds:0} seconds.", e);
        }
    }

    // When some recipients were accepted, the server has sent to them: another try would write to them twice.
    private static void ThrowForRecipients(SmtpFailedRecipientException e, int recipients)
    {
        var failures = e is SmtpFailedRecipientsException all ? all.InnerExceptions : [e];
        var names = string.Join(", ", failures.Select(f => f.FailedRecipient));
        if (failures.Length < recipients)
        {
            throw new MailRefusedException($"The server refused {names} and sent to the other recipients: {e.Message}", e);
        }

        if (failures.All(f => IsPermanent(f.StatusCode)))
        {
            throw new MailRefusedException($"The server refused {names}: {failures[0].Message}", e);
        }
    }

    private static bool IsPermanent(SmtpStatusCode code) => code is
        SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.ExceededStorageAllocation
        or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.TransactionFailed;
}
