using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.PurchaseDocuments;

/// <summary>A classification of documents.</summary>
public sealed class Classification : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The code; unique in the company.</summary>
    public required string Code { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }
}

internal sealed class ClassificationConfiguration : IEntityTypeConfiguration<Classification>
{
    public void Configure(EntityTypeBuilder<Classification> builder)
    {
        builder.ToTable("classifications");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Code).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.Name).HasMaxLength(ColumnSizes.Name);
        builder.HasIndex(r => new { r.CompanyId, r.Code }).IsUnique();
    }
}
