using System.Net.Mail;
using System.Text;

namespace Ledger.Workflows.Mail;

/// <summary>Makes the message that both transports send.</summary>
internal static class MailMessages
{
    public static MailMessage Create(OutgoingMail mail, string messageId, MailOptions options)
    {
        MailChecks.Check(mail);
        var message = new MailMessage
        {
            From = new MailAddress(options.From),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body,
            BodyEncoding = Encoding.UTF8,
            IsBodyHtml = mail.IsHtml,
        };
        foreach (var address in mail.To)
        {
            message.To.Add(new MailAddress(address));
        }

        message.Headers["Message-ID"] = messageId;
        // Tells the recipients' servers not to answer by themselves (absence notes).
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }
}
