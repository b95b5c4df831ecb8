using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A message that was taken in; what shows its repetition.</summary>
public sealed class FolioReception : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The end that sent; head office is 0.</summary>
    public int FromEnd { get; init; }

    /// <summary>The end that received.</summary>
    public int ToEnd { get; init; }

    /// <summary>Its place in the order.</summary>
    public long Sequence { get; init; }

    /// <summary>What it said.</summary>
    public FolioMessageKind Kind { get; init; }

    /// <summary>The fingerprint of what it said.</summary>
    public required string ContentHash { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}

internal sealed class FolioReceptionConfiguration : IEntityTypeConfiguration<FolioReception>
{
    public void Configure(EntityTypeBuilder<FolioReception> builder)
    {
        builder.ToTable("folio_receptions");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.ContentHash).HasMaxLength(64);
        builder.HasIndex(r => new { r.CompanyId, r.FromEnd, r.ToEnd, r.Sequence }).IsUnique();
    }
}
