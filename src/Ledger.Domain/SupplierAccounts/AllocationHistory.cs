using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>What happened to the allocations of an instalment (C5); rows are only added.</summary>
public sealed class AllocationHistory : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The allocation.</summary>
    public long AllocationId { get; init; }

    /// <summary>The document.</summary>
    public long DocumentId { get; init; }

    /// <summary>The instalment.</summary>
    public long? InstallmentId { get; init; }

    /// <summary>What happened.</summary>
    public AllocationAction Action { get; init; }

    /// <summary>The amount.</summary>
    public decimal Amount { get; init; }

    /// <summary>The currency of the amount.</summary>
    public required string Currency { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>The mass payment it happened in.</summary>
    public long? MassPaymentId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }
}

internal sealed class AllocationHistoryConfiguration : IEntityTypeConfiguration<AllocationHistory>
{
    public void Configure(EntityTypeBuilder<AllocationHistory> builder)
    {
        builder.ToTable("allocation_history");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.Property(r => r.Reason).HasMaxLength(ColumnSizes.Remarks);
        builder.Property(r => r.By).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.DocumentId, r.InstallmentId });
        builder.HasIndex(r => r.AllocationId);
    }
}
