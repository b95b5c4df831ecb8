using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>How many folios of a kind head office assigns a branch at a time ("Parámetros de transferencias", sub-tab "Folios"; F4).</summary>
public sealed class FolioQuantity : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The branch.</summary>
    public long BranchId { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }

    /// <summary>How many.</summary>
    public int Quantity { get; internal set; }
}

internal sealed class FolioQuantityConfiguration : IEntityTypeConfiguration<FolioQuantity>
{
    public void Configure(EntityTypeBuilder<FolioQuantity> builder)
    {
        builder.ToTable("folio_quantities");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.CompanyId, r.BranchId, r.DocumentType }).IsUnique();
    }
}
