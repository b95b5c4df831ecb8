using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A folio that was issued, and the request it was issued to. Never changed; the history of use.</summary>
public sealed class FolioConsumption : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The book.</summary>
    public long BookId { get; init; }

    /// <summary>The authorisation.</summary>
    public long AuthorizationId { get; init; }

    /// <summary>The folio.</summary>
    public long Number { get; init; }

    /// <summary>The caller's request; unique in the company.</summary>
    public required string RequestId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset IssuedAt { get; init; }

    /// <summary>The company's day of it.</summary>
    public DateOnly IssuedOn { get; init; }

    /// <summary>By whom.</summary>
    public required string IssuedBy { get; init; }
}

internal sealed class FolioConsumptionConfiguration : IEntityTypeConfiguration<FolioConsumption>
{
    public void Configure(EntityTypeBuilder<FolioConsumption> builder)
    {
        builder.ToTable("folio_consumptions");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.RequestId).HasMaxLength(100);
        builder.Property(r => r.IssuedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.RequestId }).IsUnique();
        builder.HasIndex(r => new { r.AuthorizationId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.BookId, r.IssuedOn });
        builder.HasOne<FolioBook>().WithMany().HasForeignKey(r => r.BookId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FolioAuthorization>().WithMany().HasForeignKey(r => r.AuthorizationId).OnDelete(DeleteBehavior.Restrict);
    }
}
