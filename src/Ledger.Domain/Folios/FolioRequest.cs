using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A branch's request for folios, as the branch keeps it (F3, F7).</summary>
public sealed class FolioRequest : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The branch.</summary>
    public long BranchId { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }

    /// <summary>The workstation; empty for none.</summary>
    public required string Workstation { get; init; }

    /// <summary>The book it is for; null when the book is still to be added.</summary>
    public long? BookId { get; internal set; }

    /// <summary>What both ends call it.</summary>
    public required string RequestKey { get; init; }

    /// <summary>Why.</summary>
    public FolioRequestReason Reason { get; init; }

    /// <summary>How it stands.</summary>
    public FolioRequestState State { get; internal set; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>The company's day of it.</summary>
    public DateOnly RequestedOn { get; init; }

    /// <summary>By whom.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When folios came.</summary>
    public DateTimeOffset? MetAt { get; internal set; }

    /// <summary>The day of the latest mail about it.</summary>
    public DateOnly? MailedOn { get; internal set; }
}

internal sealed class FolioRequestConfiguration : IEntityTypeConfiguration<FolioRequest>
{
    public void Configure(EntityTypeBuilder<FolioRequest> builder)
    {
        builder.ToTable("folio_requests");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Workstation).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.RequestKey).HasMaxLength(64);
        builder.Property(r => r.RequestedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.RequestKey }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.BranchId, r.DocumentType, r.Workstation }).IsUnique().HasFilter("state = 'Unmet'").HasDatabaseName("ix_folio_requests_one_unmet");
    }
}
