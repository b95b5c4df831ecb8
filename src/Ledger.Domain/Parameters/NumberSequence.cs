using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Domain.Parameters;

/// <summary>The next number of a series without gaps; taken through <c>NumberSequences</c>.</summary>
public sealed class NumberSequence : ICompanyOwned
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <inheritdoc/>
    public long CompanyId { get; init; }

    /// <summary>The series, such as <c>journal-entry</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The number that will be taken next.</summary>
    public long Next { get; init; }
}

internal sealed class NumberSequenceConfiguration : IEntityTypeConfiguration<NumberSequence>
{
    public void Configure(EntityTypeBuilder<NumberSequence> builder)
    {
        builder.ToTable("number_sequences");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Name).HasMaxLength(60);
        builder.HasIndex(s => new { s.CompanyId, s.Name }).IsUnique();
    }
}
