using Ledger.Domain.Accounting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Treasury;

/// <summary>A treasury account's part of a movement.</summary>
public sealed class TreasuryMovementLine : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The movement.</summary>
    public long MovementId { get; init; }

    /// <summary>Its place, from 1.</summary>
    public int LineNumber { get; init; }

    /// <summary>The account.</summary>
    public long TreasuryAccountId { get; init; }

    /// <summary>Debit brings money in, credit takes it out.</summary>
    public EntrySide Side { get; init; }

    /// <summary>The amount, in <see cref="Currency"/>; positive.</summary>
    public decimal Amount { get; init; }

    /// <summary>The currency.</summary>
    public required string Currency { get; init; }

    /// <summary>The amount in local currency.</summary>
    public decimal LocalAmount { get; init; }

    /// <summary>The check.</summary>
    public long? CheckId { get; init; }
}

internal sealed class TreasuryMovementLineConfiguration : IEntityTypeConfiguration<TreasuryMovementLine>
{
    public void Configure(EntityTypeBuilder<TreasuryMovementLine> builder)
    {
        builder.ToTable("treasury_movement_lines");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Currency).HasMaxLength(ColumnSizes.Currency);
        builder.HasOne<TreasuryMovement>().WithMany().HasForeignKey(r => r.MovementId).OnDelete(DeleteBehavior.Restrict);
        // The name EF would give is longer than PostgreSQL takes.
        builder.HasOne<TreasuryAccount>().WithMany().HasForeignKey(r => r.TreasuryAccountId)
            .HasConstraintName("fk_treasury_movement_lines_treasury_accounts").OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.MovementId, r.LineNumber }).IsUnique();
    }
}
