namespace Ledger.Workflows.Mail;

/// <summary>Marks the texts of mails for the message catalog: MailTexts.resx (Spanish) and MailTexts.en.resx.</summary>
public sealed class MailTexts;
