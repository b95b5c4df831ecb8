using System.ComponentModel.DataAnnotations;

namespace Ledger.Workflows.Mail;

/// <summary>How the outbox sends. Bound from the section <c>Ledger:Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>Files in a folder, or a mail server.</summary>
    /// <value>The default value is <see cref="MailTransportKind.Pickup"/>.</value>
    public MailTransportKind Transport { get; set; } = MailTransportKind.Pickup;

    /// <summary>The sender's address.</summary>
    /// <value>The default value is <c>ledger@localhost</c>.</value>
    [Required]
    public string From { get; set; } = "ledger@localhost";

    /// <summary>The folder for <see cref="MailTransportKind.Pickup"/>; made when missing.</summary>
    /// <value>The default value is <c>data/mail</c>.</value>
    public string PickupFolder { get; set; } = "data/mail";

    /// <summary>The mail server.</summary>
    public string Host { get; set; } = "localhost";

    /// <summary>The port of the mail server.</summary>
    /// <value>The default value is 587.</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>True to encrypt the connection with STARTTLS and to refuse a server that cannot.</summary>
    /// <value>The default value is true.</value>
    public bool StartTls { get; set; } = true;

    /// <summary>The user at the mail server, or null to send without signing in.</summary>
    public string? User { get; set; }

    /// <summary>The user's password.</summary>
    public string? Password { get; set; }

    /// <summary>How long one mail may take.</summary>
    /// <value>The default value is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a mail is tried before it stays as failed until a person sends it again.</summary>
    /// <value>The default value is 10, which with the default <see cref="RetryDelay"/> is about four hours.</value>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 10;

    /// <summary>The pause before the second attempt; it doubles with each further one, up to six hours.</summary>
    /// <value>The default value is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "06:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the outbox is looked at when nothing wakes its worker.</summary>
    /// <value>The default value is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
