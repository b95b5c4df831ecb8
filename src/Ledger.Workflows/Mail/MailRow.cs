using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Mail;

/// <summary>A mail of the outbox.</summary>
internal sealed class MailRow
{
    public const string Queued = "queued";

    public const string Sent = "sent";

    public const string Failed = "failed";

    public long Id { get; init; }

    public long CompanyId { get; init; }

    /// <summary>JSON array of addresses.</summary>
    public required string Recipients { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    public bool IsHtml { get; init; }

    public long? InstanceId { get; init; }

    public string? DeduplicationKey { get; init; }

    public required string State { get; init; }

    public int Attempts { get; init; }

    public string? Error { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it is tried next; null once sent or failed. While a worker has it: the end of its lease.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>The token of the claim that has it; only its holder may note the result.</summary>
    public string? Claim { get; init; }

    /// <summary>The mail that this one sends again, or null.</summary>
    public long? ResendOf { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<MailRow>
    {
        public void Configure(EntityTypeBuilder<MailRow> builder)
        {
            builder.ToTable("mails");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.DeduplicationKey).HasMaxLength(200);
            builder.Property(r => r.State).HasMaxLength(20);
            builder.Property(r => r.Claim).HasMaxLength(40);
            builder.HasIndex(r => r.NextAttemptAt).HasFilter("next_attempt_at is not null");
            builder.HasIndex(r => new { r.CompanyId, r.DeduplicationKey }).IsUnique().HasFilter("deduplication_key is not null");
            builder.HasIndex(r => new { r.CompanyId, r.State, r.Id });
            builder.HasIndex(r => r.ResendOf).HasFilter("resend_of is not null");
        }
    }
}
