using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Companies;

/// <summary>An establishment of a company; documents are entered at one.</summary>
public sealed class Branch : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The number people know it by; unique in the company.</summary>
    public int Code { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>True for the head office; at most one branch of a company is.</summary>
    public bool IsHeadOffice { get; internal set; }
}

internal sealed class BranchConfiguration : IEntityTypeConfiguration<Branch>
{
    public void Configure(EntityTypeBuilder<Branch> builder)
    {
        builder.ToTable("branches");
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Name).HasMaxLength(ColumnSizes.Name);
        builder.HasIndex(b => new { b.CompanyId, b.Code }).IsUnique();
        builder.HasIndex(b => b.CompanyId).IsUnique().HasFilter("is_head_office");
    }
}
