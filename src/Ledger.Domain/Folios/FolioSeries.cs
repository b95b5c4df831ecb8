using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Folios;

/// <summary>The numbers of one document kind in one environment: what is locked by whoever imports or assigns.</summary>
internal sealed class FolioSeries : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The environment.</summary>
    public FolioEnvironment Environment { get; init; }

    /// <summary>The document kind.</summary>
    public int DocumentType { get; init; }
}

internal sealed class FolioSeriesConfiguration : IEntityTypeConfiguration<FolioSeries>
{
    public void Configure(EntityTypeBuilder<FolioSeries> builder)
    {
        builder.ToTable("folio_series");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.CompanyId, r.Environment, r.DocumentType }).IsUnique();
    }
}
