using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Imports;

/// <summary>What became of a line of an import, and why. A line taken without a remark has none: what it made carries the import's key.</summary>
public sealed class ImportLine : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The import.</summary>
    public long BatchId { get; init; }

    /// <summary>The line of the file, from 1.</summary>
    public int LineNumber { get; init; }

    /// <summary>What became of it.</summary>
    public ImportVerdict Verdict { get; init; }

    /// <summary>Why: the code of an es/en text.</summary>
    public string? Code { get; init; }

    /// <summary>The values of the text, as a JSON array.</summary>
    public string? Arguments { get; init; }

    /// <summary>The field.</summary>
    public string? Field { get; init; }

    /// <summary>What the field held, cut to 200 characters.</summary>
    public string? Value { get; init; }

    /// <summary>What the line made or changed.</summary>
    public long? SubjectId { get; init; }
}

internal sealed class ImportLineConfiguration : IEntityTypeConfiguration<ImportLine>
{
    public void Configure(EntityTypeBuilder<ImportLine> builder)
    {
        builder.ToTable("import_lines");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Code).HasMaxLength(100);
        builder.Property(r => r.Field).HasMaxLength(100);
        builder.Property(r => r.Value).HasMaxLength(200);
        builder.HasOne<ImportBatch>().WithMany().HasForeignKey(r => r.BatchId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.BatchId, r.Verdict, r.LineNumber });
    }
}
