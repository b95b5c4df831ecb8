using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Treasury;

/// <summary>A run of check numbers of a bank account.</summary>
public sealed class Checkbook : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The bank account.</summary>
    public long TreasuryAccountId { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>The first number.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last number.</summary>
    public long LastNumber { get; init; }

    /// <summary>The lowest number that may still be free.</summary>
    public long NextNumber { get; internal set; }

    /// <summary>True when checks may be taken from it.</summary>
    public bool IsAvailable { get; set; }

    /// <summary>True when its checks fall due after they are issued.</summary>
    public bool IsDeferred { get; init; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class CheckbookConfiguration : IEntityTypeConfiguration<Checkbook>
{
    public void Configure(EntityTypeBuilder<Checkbook> builder)
    {
        builder.ToTable("checkbooks");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(ColumnSizes.Name);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasOne<TreasuryAccount>().WithMany().HasForeignKey(r => r.TreasuryAccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
