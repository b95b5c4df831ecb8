using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A branch's request for folios, as head office keeps it (F4).</summary>
public sealed class FolioCentralRequest : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The branch that asks.</summary>
    public long BranchId { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }

    /// <summary>The workstation; empty for none.</summary>
    public required string Workstation { get; init; }

    /// <summary>What both ends call it.</summary>
    public required string RequestKey { get; init; }

    /// <summary>Why.</summary>
    public FolioRequestReason Reason { get; init; }

    /// <summary>How it stands.</summary>
    public FolioCentralRequestState State { get; internal set; }

    /// <summary>When it came.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When head office last found nothing to assign.</summary>
    public DateTimeOffset? TriedAt { get; internal set; }

    /// <summary>The code of the text that says why nothing was assigned.</summary>
    public string? Obstacle { get; internal set; }

    /// <summary>When folios were assigned.</summary>
    public DateTimeOffset? AssignedAt { get; internal set; }

    /// <summary>The day of the latest mail about it.</summary>
    public DateOnly? MailedOn { get; internal set; }
}

internal sealed class FolioCentralRequestConfiguration : IEntityTypeConfiguration<FolioCentralRequest>
{
    public void Configure(EntityTypeBuilder<FolioCentralRequest> builder)
    {
        builder.ToTable("folio_central_requests");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Workstation).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.RequestKey).HasMaxLength(64);
        builder.Property(r => r.Obstacle).HasMaxLength(100);
        builder.HasIndex(r => new { r.CompanyId, r.RequestKey }).IsUnique();
        builder.HasIndex(r => new { r.CompanyId, r.State, r.ReceivedAt });
    }
}
