using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Persistence;

/// <summary>Something the watchdog found, and what it did about it.</summary>
internal sealed class WatchdogFindingRow
{
    public long Id { get; init; }

    public long CompanyId { get; init; }

    public required string Kind { get; init; }

    /// <summary>The row it is about; with the kind, unique: the same finding is not reported twice.</summary>
    public long SubjectId { get; init; }

    public long? InstanceId { get; init; }

    public required string Detail { get; init; }

    public bool Repaired { get; init; }

    public DateTimeOffset At { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<WatchdogFindingRow>
    {
        public void Configure(EntityTypeBuilder<WatchdogFindingRow> builder)
        {
            builder.ToTable("watchdog_findings");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Kind).HasMaxLength(60);
            builder.HasIndex(r => new { r.Kind, r.SubjectId }).IsUnique();
            builder.HasIndex(r => new { r.CompanyId, r.Id });
        }
    }
}
