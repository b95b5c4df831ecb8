using System.Text.Json.Nodes;

namespace Ledger.Workflows.Mail;

/// <summary>A mail to be sent: a row of the outbox, written in the transaction that causes it.</summary>
/// <param name="CompanyId">The company that sends it.</param>
/// <param name="To">The addresses of the recipients.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Body">The text, html when <see cref="IsHtml"/> says so.</param>
public sealed record OutgoingMail(long CompanyId, IReadOnlyList<string> To, string Subject, string Body)
{
    /// <summary>True when the body is html.</summary>
    public bool IsHtml { get; init; }

    /// <summary>The instance it comes from, or null.</summary>
    public long? InstanceId { get; init; }

    /// <summary>The same key is queued only once; null when every call queues one.</summary>
    public string? DeduplicationKey { get; init; }

    /// <summary>Not to be sent before this time, or null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
