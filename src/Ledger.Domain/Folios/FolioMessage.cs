using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A message on its way to another end: written in the unit of work that it tells of (F9).</summary>
public sealed class FolioMessage : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The end that sends; head office is 0.</summary>
    public int FromEnd { get; init; }

    /// <summary>The end that receives.</summary>
    public int ToEnd { get; init; }

    /// <summary>Its place in the order, from 1 without gaps; below 0 when it never left this installation.</summary>
    public long Sequence { get; init; }

    /// <summary>What it says.</summary>
    public FolioMessageKind Kind { get; init; }

    /// <summary>What it says, JSON. Never a private key: that is added when it is sent.</summary>
    public required string Payload { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the other end had it.</summary>
    public DateTimeOffset? DeliveredAt { get; internal set; }

    /// <summary>How often sending it failed.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Not to be sent before.</summary>
    public DateTimeOffset NextAttemptAt { get; internal set; }

    /// <summary>Why sending it failed last.</summary>
    public string? LastError { get; internal set; }
}

internal sealed class FolioMessageConfiguration : IEntityTypeConfiguration<FolioMessage>
{
    public void Configure(EntityTypeBuilder<FolioMessage> builder)
    {
        builder.ToTable("folio_messages");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.LastError).HasMaxLength(ColumnSizes.Remarks);
        builder.HasIndex(r => new { r.CompanyId, r.FromEnd, r.ToEnd, r.Sequence }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.NextAttemptAt }).HasFilter("delivered_at is null");
    }
}
