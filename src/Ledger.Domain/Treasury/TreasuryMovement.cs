using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Treasury;

/// <summary>A movement of money.</summary>
public sealed class TreasuryMovement : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The number, without gaps in the company.</summary>
    public long Number { get; init; }

    /// <summary>The date.</summary>
    public DateOnly Date { get; init; }

    /// <summary>The class of the movement; 2 is payments.</summary>
    public int Class { get; init; }

    /// <summary>The payment order it pays.</summary>
    public long? PaymentOrderId { get; init; }

    /// <summary>Whether it counts.</summary>
    public MovementState State { get; internal set; }

    /// <summary>The movement it undoes.</summary>
    public long? ReversesMovementId { get; init; }

    /// <summary>The text.</summary>
    public required string Narrative { get; init; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }
}

internal sealed class TreasuryMovementConfiguration : IEntityTypeConfiguration<TreasuryMovement>
{
    public void Configure(EntityTypeBuilder<TreasuryMovement> builder)
    {
        builder.ToTable("treasury_movements");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Narrative).HasMaxLength(ColumnSizes.Narrative);
        builder.Property(r => r.RecordedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.Date });
        builder.HasIndex(r => r.PaymentOrderId).HasFilter("payment_order_id is not null");
        builder.HasIndex(r => r.ReversesMovementId).IsUnique().HasFilter("reverses_movement_id is not null");
    }
}
