using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>A payment to one supplier.</summary>
public sealed class PaymentOrder : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The number, without gaps in the company.</summary>
    public long Number { get; init; }

    /// <summary>Who is paid.</summary>
    public long SupplierId { get; init; }

    /// <summary>The mass payment that made it; null for a single payment.</summary>
    public long? MassPaymentId { get; init; }

    /// <summary>The date of the payment.</summary>
    public DateOnly Date { get; init; }

    /// <summary>The currency it is paid in.</summary>
    public required string Currency { get; init; }

    /// <summary>Units of local currency for one of the foreign currency of the payment; 1 when there is none.</summary>
    public decimal ExchangeRate { get; init; }

    /// <summary>The amount paid, in <see cref="Currency"/>.</summary>
    public decimal Amount { get; init; }

    /// <summary>The amount in local currency.</summary>
    public decimal LocalAmount { get; init; }

    /// <summary>The amount in units of the accounting foreign currency; zero when not expressed.</summary>
    public decimal ForeignAmount { get; init; }

    /// <summary>What is not allocated, in <see cref="Currency"/>.</summary>
    public decimal OnAccount { get; internal set; }

    /// <summary>Whether it counts.</summary>
    public PaymentOrderState State { get; internal set; }

    /// <summary>When it was issued.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>Who issued it.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>When it was annulled.</summary>
    public DateTimeOffset? AnnulledAt { get; internal set; }

    /// <summary>Who annulled it.</summary>
    public string? AnnulledBy { get; internal set; }

    /// <summary>The treasury movement of the funds.</summary>
    public long? TreasuryMovementId { get; internal set; }

    /// <summary>Its journal entry.</summary>
    public long? JournalEntryId { get; internal set; }

    /// <summary>The entry that reversed it when it was annulled.</summary>
    public long? ReversalEntryId { get; internal set; }

    /// <summary>Its classification.</summary>
    public long? ClassificationId { get; init; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class PaymentOrderConfiguration : IEntityTypeConfiguration<PaymentOrder>
{
    public void Configure(EntityTypeBuilder<PaymentOrder> builder)
    {
        builder.ToTable("payment_orders");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.ExchangeRate).HasConversion<RateConverter>();
        builder.Property(r => r.IssuedBy).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.AnnulledBy).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasOne<Supplier>().WithMany().HasForeignKey(r => r.SupplierId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CompanyId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Date });
        builder.HasIndex(r => new { r.MassPaymentId, r.SupplierId }).HasFilter("mass_payment_id is not null");
    }
}
