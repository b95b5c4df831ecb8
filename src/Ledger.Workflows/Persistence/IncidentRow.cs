using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>A step that failed for good.</summary>
internal sealed class IncidentRow
{
    public long Id { get; init; }

    public long InstanceId { get; init; }

    public long CompanyId { get; init; }

    public required string ActivityId { get; init; }

    public required string NodeId { get; init; }

    public required string ActivityType { get; init; }

    /// <summary>The number of the execution that failed; 0 for an incident of the instance as a whole.</summary>
    public int ContextId { get; init; }

    public string? Code { get; init; }

    public required string Message { get; init; }

    public string? Exception { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>retried, skipped, cancelled or compensated; null while open.</summary>
    public string? Resolution { get; init; }

    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<IncidentRow>
    {
        public void Configure(EntityTypeBuilder<IncidentRow> builder)
        {
            builder.ToTable("incidents");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Resolution).HasMaxLength(20);
            builder.HasIndex(r => r.InstanceId);
            builder.HasIndex(r => new { r.CompanyId, r.Id }).HasFilter("resolution is null");
        }
    }
}
