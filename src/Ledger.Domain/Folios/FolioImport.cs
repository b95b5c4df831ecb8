using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>A file that was given for import, and its verdict; the refused ones too (F1).</summary>
public sealed class FolioImport : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The name it was given under.</summary>
    public required string FileName { get; init; }

    /// <summary>What became of it.</summary>
    public FolioVerdict Verdict { get; init; }

    /// <summary>The values that the verdict's text names, a JSON array of texts.</summary>
    public required string Arguments { get; init; }

    /// <summary>The authorisation it made, or the one that it repeats or overlaps.</summary>
    public long? AuthorizationId { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset ImportedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string ImportedBy { get; init; }
}

internal sealed class FolioImportConfiguration : IEntityTypeConfiguration<FolioImport>
{
    public void Configure(EntityTypeBuilder<FolioImport> builder)
    {
        builder.ToTable("folio_imports");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.FileName).HasMaxLength(260);
        builder.Property(r => r.ImportedBy).HasMaxLength(ColumnSizes.UserName);
        builder.HasIndex(r => new { r.CompanyId, r.ImportedAt });
    }
}
