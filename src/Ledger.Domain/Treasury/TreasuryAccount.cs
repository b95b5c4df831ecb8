using Ledger.Domain.Accounting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Treasury;

/// <summary>Where money is: a till, a bank account, a card.</summary>
public sealed class TreasuryAccount : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The code; unique in the company.</summary>
    public required string Code { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>What it is.</summary>
    public TreasuryAccountKind Kind { get; init; }

    /// <summary>The currency it is kept in.</summary>
    public required string Currency { get; init; }

    /// <summary>True when its checks may fall due after they are issued.</summary>
    public bool UsesDeferredChecks { get; set; }

    /// <summary>The account in the ledger.</summary>
    public long AccountId { get; set; }

    /// <summary>The bank.</summary>
    public string? BankCode { get; set; }

    /// <summary>The number at the bank.</summary>
    public string? Number { get; set; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class TreasuryAccountConfiguration : IEntityTypeConfiguration<TreasuryAccount>
{
    public void Configure(EntityTypeBuilder<TreasuryAccount> builder)
    {
        builder.ToTable("treasury_accounts");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Code).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.Name).HasMaxLength(ColumnSizes.Name);
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.BankCode).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.Number).HasMaxLength(ColumnSizes.BankAccount);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CompanyId, r.Code }).IsUnique();
    }
}
