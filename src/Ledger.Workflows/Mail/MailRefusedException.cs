namespace Ledger.Workflows.Mail;

/// <summary>A mail was refused for good: trying again would not help, or would send it twice to those who got it.</summary>
public sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);
