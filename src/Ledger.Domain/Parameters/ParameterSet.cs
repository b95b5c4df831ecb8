using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Parameters;

/// <summary>The parameters of one module in a company, as JSON; read and changed through <c>ParameterService</c>.</summary>
public sealed class ParameterSet : ICompanyOwned, IRevised
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The module, such as <c>purchasing</c>.</summary>
    public required string Module { get; init; }

    /// <summary>The values.</summary>
    public required string Json { get; set; }

    /// <summary>When they were last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Who changed them last.</summary>
    public required string ChangedBy { get; set; }

    /// <inheritdoc/>
    public int Revision { get; internal set; }
}

internal sealed class ParameterSetConfiguration : IEntityTypeConfiguration<ParameterSet>
{
    public void Configure(EntityTypeBuilder<ParameterSet> builder)
    {
        builder.ToTable("parameter_sets");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Module).HasMaxLength(40);
        builder.Property(p => p.ChangedBy).HasMaxLength(ColumnSizes.UserName);
        builder.Property(p => p.Revision).IsConcurrencyToken();
        builder.HasIndex(p => new { p.CompanyId, p.Module }).IsUnique();
    }
}
