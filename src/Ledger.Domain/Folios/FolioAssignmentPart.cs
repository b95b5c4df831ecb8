using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>The numbers of one authorisation in an assignment.</summary>
public sealed class FolioAssignmentPart : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The assignment.</summary>
    public long AssignmentId { get; init; }

    /// <summary>The authorisation.</summary>
    public long AuthorizationId { get; init; }

    /// <summary>The first number.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last number.</summary>
    public long LastNumber { get; init; }
}

internal sealed class FolioAssignmentPartConfiguration : IEntityTypeConfiguration<FolioAssignmentPart>
{
    public void Configure(EntityTypeBuilder<FolioAssignmentPart> builder)
    {
        builder.ToTable("folio_assignment_parts");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.AssignmentId, r.AuthorizationId, r.FirstNumber }).IsUnique().HasDatabaseName("ix_folio_assignment_parts_numbers");
        builder.HasIndex(r => r.AuthorizationId);
        builder.HasOne<FolioAssignment>().WithMany().HasForeignKey(r => r.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FolioAuthorization>().WithMany().HasForeignKey(r => r.AuthorizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
