namespace Ledger.Workflows.Mail;

/// <summary>How mails leave.</summary>
public enum MailTransportKind
{
    /// <summary>Choose to look at mails without a mail server: each is a file in a folder.</summary>
    Pickup,

    /// <summary>Choose to send them through a mail server.</summary>
    Smtp,
}
