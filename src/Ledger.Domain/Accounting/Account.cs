using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Accounting;

/// <summary>An account of the chart.</summary>
public sealed class Account : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The code in the chart, such as <c>2.1.01</c>; unique in the company.</summary>
    public required string Code { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>What it stands for.</summary>
    public AccountNature Nature { get; set; }

    /// <summary>True when entries may use it; false for headings.</summary>
    public bool IsPostable { get; set; }

    /// <summary>The only foreign currency its lines may carry; null for any.</summary>
    public string? Currency { get; init; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Code).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.Name).HasMaxLength(ColumnSizes.Name);
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasIndex(r => new { r.CompanyId, r.Code }).IsUnique();
    }
}
