using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A numbering book (talonario electrónico) of a document kind at a branch, and at a workstation where there are several (F2).</summary>
public sealed class FolioBook : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The branch.</summary>
    public long BranchId { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }

    /// <summary>The workstation; empty where the branch has one book of the kind.</summary>
    public required string Workstation { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>The book is near to finish with this many folios or fewer.</summary>
    public int QuantityThreshold { get; internal set; }

    /// <summary>The book is near to expire this many days before.</summary>
    public int DaysThreshold { get; internal set; }

    /// <summary>True when the circuit watches and updates it (the grid "Disponibilidad y Vencimiento de folios").</summary>
    public bool IsAutomatic { get; internal set; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class FolioBookConfiguration : IEntityTypeConfiguration<FolioBook>
{
    public void Configure(EntityTypeBuilder<FolioBook> builder)
    {
        builder.ToTable("folio_books");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.Property(r => r.Workstation).HasMaxLength(ColumnSizes.Code);
        builder.Property(r => r.Name).HasMaxLength(ColumnSizes.Name);
        builder.HasIndex(r => new { r.CompanyId, r.BranchId, r.DocumentType, r.Workstation }).IsUnique();
        builder.HasIndex(r => r.BranchId);
        builder.HasOne<Companies.Branch>().WithMany().HasForeignKey(r => r.BranchId).OnDelete(DeleteBehavior.Restrict);
    }
}
