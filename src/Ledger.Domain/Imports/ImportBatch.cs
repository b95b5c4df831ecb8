using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Imports;

/// <summary>An import of a file (T1, T2).</summary>
public sealed class ImportBatch : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>What was imported, such as <c>purchase-register</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public required string FileHash { get; init; }

    /// <summary>Lines dealt with.</summary>
    public int Rows { get; internal set; }

    /// <summary>Lines taken.</summary>
    public int Accepted { get; internal set; }

    /// <summary>Lines refused.</summary>
    public int Rejected { get; internal set; }

    /// <summary>Lines taken with a remark.</summary>
    public int Warned { get; internal set; }

    /// <summary>Lines that were there already.</summary>
    public int Unchanged { get; internal set; }

    /// <summary>The last line whose outcome is stored: where an interrupted import goes on.</summary>
    public long Position { get; internal set; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; internal set; }

    /// <summary>Who imported.</summary>
    public required string By { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class ImportBatchConfiguration : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> builder)
    {
        builder.ToTable("import_batches");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Kind).HasMaxLength(40);
        builder.Property(r => r.FileName).HasMaxLength(ColumnSizes.Name);
        builder.Property(r => r.FileHash).HasMaxLength(64);
        builder.Property(r => r.By).HasMaxLength(ColumnSizes.UserName);
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasIndex(r => new { r.CompanyId, r.Kind, r.At });
        builder.HasIndex(r => new { r.CompanyId, r.FileHash });
    }
}
