using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>A stimulus that reached nobody yet; the first bookmark with its hash takes it.</summary>
internal sealed class KeptStimulusRow
{
    public long Id { get; init; }

    public long CompanyId { get; init; }

    public long HashKey { get; init; }

    public required string Hash { get; init; }

    public required string Name { get; init; }

    /// <summary>Only for an instance with this business key; null for any.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only for this instance; null for any.</summary>
    public long? InstanceId { get; init; }

    /// <summary>Input and actor as JSON, packed: what the pending run will carry.</summary>
    public required byte[] Data { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<KeptStimulusRow>
    {
        public void Configure(EntityTypeBuilder<KeptStimulusRow> builder)
        {
            builder.ToTable("kept_stimuli");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Hash).HasMaxLength(64);
            builder.HasIndex(r => r.HashKey);
            builder.HasIndex(r => r.CreatedAt);
        }
    }
}
