namespace Ledger.Workflows.Mail;

/// <summary>A mail of the outbox; <paramref name="ResendOf"/> names the mail that it sends again.</summary>
public sealed record MailInfo(
    long Id, long CompanyId, IReadOnlyList<string> To, string Subject, string State, int Attempts, string? Error,
    long? InstanceId, DateTimeOffset CreatedAt, DateTimeOffset? SentAt, DateTimeOffset? NextAttemptAt, long? ResendOf = null);
