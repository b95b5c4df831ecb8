using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>Numbers of an authorisation that are in one place (F10). Ranges are only ever cut and moved: all together they are the authorisation.</summary>
public sealed class FolioRange : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The authorisation.</summary>
    public long AuthorizationId { get; init; }

    /// <summary>The first number.</summary>
    public long FirstNumber { get; init; }

    /// <summary>The last number.</summary>
    public long LastNumber { get; internal set; }

    /// <summary>In a book: the next to be issued, one above the last when all are. Elsewhere: the first.</summary>
    public long NextNumber { get; internal set; }

    /// <summary>Where the numbers are.</summary>
    public FolioPlace Place { get; internal set; }

    /// <summary>The branch that has or had them; null for those that never left head office.</summary>
    public long? BranchId { get; internal set; }

    /// <summary>The book they are queued for, in, or were used or expired in; null for none.</summary>
    public long? BookId { get; internal set; }

    /// <summary>The request of the branch that they came for.</summary>
    public long? RequestId { get; internal set; }

    /// <summary>The order of the ranges of a book: the lower is issued first.</summary>
    public long Position { get; internal set; }

    /// <summary>As the authorisation's.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>When they came to this place.</summary>
    public DateTimeOffset ChangedAt { get; internal set; }
}

internal sealed class FolioRangeConfiguration : IEntityTypeConfiguration<FolioRange>
{
    public void Configure(EntityTypeBuilder<FolioRange> builder)
    {
        builder.ToTable("folio_ranges", table =>
        {
            table.HasCheckConstraint("ck_folio_ranges_numbers", "first_number >= 1 and first_number <= last_number");
            table.HasCheckConstraint("ck_folio_ranges_next", "next_number = first_number or (place = 'Book' and next_number > first_number and next_number <= last_number + 1)");
            table.HasCheckConstraint("ck_folio_ranges_book", "place <> 'Book' or book_id is not null");
        });
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.AuthorizationId, r.FirstNumber }).IsUnique();
        builder.HasIndex(r => new { r.BookId, r.Place, r.Position });
        builder.HasIndex(r => new { r.CompanyId, r.Place, r.BranchId });
        builder.HasOne<FolioAuthorization>().WithMany().HasForeignKey(r => r.AuthorizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FolioBook>().WithMany().HasForeignKey(r => r.BookId).OnDelete(DeleteBehavior.Restrict);
    }
}
