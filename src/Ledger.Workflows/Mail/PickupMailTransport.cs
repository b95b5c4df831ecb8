using System.Net.Mail;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Mail;

/// <summary>
/// Writes each mail as a file <c>.eml</c> into a folder. The file appears whole or not at all, and a repetition
/// replaces it: the folder holds each mail once.
/// </summary>
public sealed class PickupMailTransport(IOptions<MailOptions> options) : IMailTransport
{
    /// <inheritdoc/>
    public async Task SendAsync(OutgoingMail mail, string messageId, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(options.Value.PickupFolder);
        var draft = Path.Combine(folder, $".draft-{Guid.NewGuid():N}");
        Directory.CreateDirectory(draft);
        try
        {
            using var message = MailMessages.Create(mail, messageId, options.Value);
            using var writer = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = draft,
            };
            await writer.SendMailAsync(message, cancellationToken);
            var written = Directory.GetFiles(draft).Single();
            await using (var file = new FileStream(written, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            File.Move(written, Path.Combine(folder, FileNameOf(messageId)), overwrite: true);
        }
        finally
        {
            Directory.Delete(draft, recursive: true);
        }
    }

    private static string FileNameOf(string messageId)
    {
        var local = messageId.Trim('<', '>').Split('@')[0];
        return string.Concat(local.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')) + ".eml";
    }
}
