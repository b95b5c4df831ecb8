using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>Folios that head office gave a branch on a request (F4). Never changed.</summary>
public sealed class FolioAssignment : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The number; without gaps in the company.</summary>
    public long Number { get; init; }

    /// <summary>The request.</summary>
    public long CentralRequestId { get; init; }

    /// <summary>The branch.</summary>
    public long BranchId { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }

    /// <summary>How many the configuration says.</summary>
    public int Asked { get; init; }

    /// <summary>How many were assigned.</summary>
    public int Quantity { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset AssignedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string AssignedBy { get; init; }
}

internal sealed class FolioAssignmentConfiguration : IEntityTypeConfiguration<FolioAssignment>
{
    public void Configure(EntityTypeBuilder<FolioAssignment> builder)
    {
        builder.ToTable("folio_assignments");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.AssignedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.Number }).IsUnique();
        builder.HasIndex(r => r.CentralRequestId).IsUnique();
        builder.HasOne<FolioCentralRequest>().WithMany().HasForeignKey(r => r.CentralRequestId).OnDelete(DeleteBehavior.Restrict);
    }
}
