using Ledger.Workflows.Instances;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>A finished instance with state, journal and incidents in one compressed document.</summary>
internal sealed class ArchivedInstanceRow
{
    public long Id { get; init; }

    public long CompanyId { get; init; }

    public required string DefinitionId { get; init; }

    public required string VersionId { get; init; }

    public int Version { get; init; }

    public WorkflowSubStatus SubStatus { get; init; }

    public string? CorrelationId { get; init; }

    public string? Name { get; init; }

    public long? ParentInstanceId { get; init; }

    public required string StartedBy { get; init; }

    public string? IdempotencyKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Its moves between versions as JSON; null when it never moved.</summary>
    public string? Moves { get; init; }

    public required byte[] Document { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ArchivedInstanceRow>
    {
        public void Configure(EntityTypeBuilder<ArchivedInstanceRow> builder)
        {
            builder.ToTable("instance_archive");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.SubStatus).HasConversion<int>();
            builder.HasIndex(r => new { r.CompanyId, r.Id });
            builder.HasIndex(r => new { r.CompanyId, r.CorrelationId }).HasFilter("correlation_id is not null");
            builder.HasIndex(r => new { r.CompanyId, r.IdempotencyKey }).IsUnique().HasFilter("idempotency_key is not null");
        }
    }
}
