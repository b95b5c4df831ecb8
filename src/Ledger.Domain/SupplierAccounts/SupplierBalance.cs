using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>What the company owes a supplier in a currency; kept in the transaction that changes it.</summary>
public sealed class SupplierBalance : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The supplier.</summary>
    public long SupplierId { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>Invoices and debit notes less credit notes and payment orders; positive when the company owes.</summary>
    public decimal Balance { get; init; }
}

internal sealed class SupplierBalanceConfiguration : IEntityTypeConfiguration<SupplierBalance>
{
    public void Configure(EntityTypeBuilder<SupplierBalance> builder)
    {
        builder.ToTable("supplier_balances");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.HasOne<Supplier>().WithMany().HasForeignKey(r => r.SupplierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.SupplierId, r.Currency }).IsUnique();
    }
}
