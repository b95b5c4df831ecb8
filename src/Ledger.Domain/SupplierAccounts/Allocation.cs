using Ledger.Domain.PurchaseDocuments;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>An amount of a payment order or note tied to an instalment (C1). Undone, it stays with its reason.</summary>
public sealed class Allocation : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>What pays.</summary>
    public AllocationSource SourceKind { get; init; }

    /// <summary>The key of the payment order or note.</summary>
    public long SourceId { get; init; }

    /// <summary>The document paid.</summary>
    public long DocumentId { get; init; }

    /// <summary>The instalment paid.</summary>
    public long? InstallmentId { get; init; }

    /// <summary>The amount, in <see cref="Currency"/>, which is the paid document's.</summary>
    public decimal Amount { get; init; }

    /// <summary>The currency of the amount.</summary>
    public required string Currency { get; init; }

    /// <summary>What it used of the payment order or note, in that one's currency; null when it is the same as <see cref="Amount"/>.</summary>
    public decimal? SourceAmount { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset AllocatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string AllocatedBy { get; init; }

    /// <summary>The mass payment that made it.</summary>
    public long? MassPaymentId { get; init; }

    /// <summary>When it was undone; null while it holds.</summary>
    public DateTimeOffset? DeallocatedAt { get; internal set; }

    /// <summary>Who undid it.</summary>
    public string? DeallocatedBy { get; internal set; }

    /// <summary>Why it was undone.</summary>
    public string? Reason { get; internal set; }
}

internal sealed class AllocationConfiguration : IEntityTypeConfiguration<Allocation>
{
    public void Configure(EntityTypeBuilder<Allocation> builder)
    {
        builder.ToTable("allocations");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.AllocatedBy).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.DeallocatedBy).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.Reason).HasMaxLength(ColumnSizes.Remarks);
        builder.HasOne<PurchaseDocument>().WithMany().HasForeignKey(r => r.DocumentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.SourceId).HasFilter("deallocated_at is null");
        builder.HasIndex(r => r.InstallmentId).HasFilter("deallocated_at is null");
        builder.HasIndex(r => r.MassPaymentId).HasFilter("mass_payment_id is not null");
    }
}
