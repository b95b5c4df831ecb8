using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>Numbers that came to a branch with an assignment.</summary>
public sealed class FolioReceipt : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The branch.</summary>
    public long BranchId { get; init; }

    /// <summary>The request they came for.</summary>
    public required string RequestKey { get; init; }

    /// <summary>The authorisation.</summary>
    public long AuthorizationId { get; init; }

    /// <summary>The first number.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last number.</summary>
    public long LastNumber { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}

internal sealed class FolioReceiptConfiguration : IEntityTypeConfiguration<FolioReceipt>
{
    public void Configure(EntityTypeBuilder<FolioReceipt> builder)
    {
        builder.ToTable("folio_receipts");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.RequestKey).HasMaxLength(64);
        builder.HasIndex(r => r.AuthorizationId);
        builder.HasIndex(r => new { r.CompanyId, r.RequestKey });
        builder.HasOne<FolioAuthorization>().WithMany().HasForeignKey(r => r.AuthorizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
