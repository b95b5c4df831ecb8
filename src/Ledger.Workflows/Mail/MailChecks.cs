using System.Net.Mail;

namespace Ledger.Workflows.Mail;

/// <summary>What is refused before a mail is queued: a mistake is said to who made it, not to the worker hours later.</summary>
internal static class MailChecks
{
    private const int SubjectLengthMax = 500;

    /// <exception cref="WorkflowException"><c>mail.recipient-missing</c>, <c>mail.address-invalid</c>, <c>mail.header-injection</c>, <c>mail.subject-too-long</c>, <c>mail.deduplication-key-too-long</c>.</exception>
    public static void Check(OutgoingMail mail)
    {
        if (mail.To.Count == 0)
        {
            throw new WorkflowException("mail.recipient-missing", "A mail needs at least one recipient.");
        }

        for (var i = 0; i < mail.To.Count; i++)
        {
            var address = mail.To[i] ?? string.Empty;
            RefuseControlCharacters($"To[{i + 1}]", address);
            if (!MailAddress.TryCreate(address, out _))
            {
                throw new WorkflowException("mail.address-invalid", $"Recipient {i + 1} is not a mail address: '{address}'.", i + 1, address);
            }
        }

        RefuseControlCharacters("Subject", mail.Subject);
        if (mail.Subject.Length > SubjectLengthMax)
        {
            throw new WorkflowException(
                "mail.subject-too-long", $"The subject has {mail.Subject.Length} characters; {SubjectLengthMax} are the limit.", mail.Subject.Length, SubjectLengthMax);
        }

        if (mail.DeduplicationKey is { Length: > 200 })
        {
            throw new WorkflowException("mail.deduplication-key-too-long", "The deduplication key is longer than 200 characters.", 200);
        }
    }

    /// <summary>A text as one line, for subjects made of what people typed.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        line = new string(line.Where(c => !char.IsControl(c)).ToArray());
        return line.Length <= SubjectLengthMax ? line : line[..(SubjectLengthMax - 1)] + "…";
    }

    // A line break in a header would let its author write further headers: recipients, another body.
    private static void RefuseControlCharacters(string place, string text)
    {
        if (text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
        {
            throw new WorkflowException("mail.header-injection", $"{place} holds a line break or another control character.", place);
        }
    }
}
