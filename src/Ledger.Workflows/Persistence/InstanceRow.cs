using Ledger.Workflows.Instances;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>An instance: what lists show, and its state as one document.</summary>
/// <remarks>The main status is not stored: it follows from the sub status. Lists in order of creation use the key, which grows with time.</remarks>
internal sealed class InstanceRow
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

    public long? StartedByUserId { get; init; }

    /// <summary>Open incidents.</summary>
    public int IncidentCount { get; init; }

    /// <summary>Raised and checked by every commit.</summary>
    public int Revision { get; init; }

    public string? IdempotencyKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Its moves between versions as JSON; null when it never moved.</summary>
    public string? Moves { get; init; }

    /// <summary>The state document, packed by <see cref="Packing"/>.</summary>
    public required byte[] State { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<InstanceRow>
    {
        public void Configure(EntityTypeBuilder<InstanceRow> builder)
        {
            builder.ToTable("workflow_instances");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.SubStatus).HasConversion<int>();
            // Few and narrow: each index is paid by every instance. Those that few instances need are partial.
            builder.HasIndex(r => new { r.CompanyId, r.Id });
            builder.HasIndex(r => new { r.DefinitionId, r.CompanyId }).HasFilter("finished_at is null");
            builder.HasIndex(r => new { r.CompanyId, r.CorrelationId }).HasFilter("correlation_id is not null");
            builder.HasIndex(r => new { r.CompanyId, r.IdempotencyKey }).IsUnique().HasFilter("idempotency_key is not null");
            builder.HasIndex(r => r.ParentInstanceId).HasFilter("parent_instance_id is not null");
        }
    }
}
