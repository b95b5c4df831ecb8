using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Treasury;

/// <summary>A check, issued for one payment order.</summary>
public sealed class Check : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The checkbook.</summary>
    public long CheckbookId { get; init; }

    /// <summary>The number; unique in the checkbook.</summary>
    public long Number { get; init; }

    /// <summary>Whether it counts.</summary>
    public CheckState State { get; internal set; }

    /// <summary>The amount.</summary>
    public decimal Amount { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>When it is issued.</summary>
    public DateOnly IssueDate { get; init; }

    /// <summary>When it may be cashed; after the issue date for a deferred check.</summary>
    public DateOnly DueDate { get; init; }

    /// <summary>The payment order.</summary>
    public long PaymentOrderId { get; init; }

    /// <summary>Who is paid.</summary>
    public long SupplierId { get; init; }

    /// <summary>The mass payment.</summary>
    public long? MassPaymentId { get; init; }
}

internal sealed class CheckConfiguration : IEntityTypeConfiguration<Check>
{
    public void Configure(EntityTypeBuilder<Check> builder)
    {
        builder.ToTable("checks");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.HasOne<Checkbook>().WithMany().HasForeignKey(r => r.CheckbookId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.CheckbookId, r.Number }).IsUnique();
        builder.HasIndex(r => r.PaymentOrderId);
        builder.HasIndex(r => r.MassPaymentId).HasFilter("mass_payment_id is not null");
    }
}
