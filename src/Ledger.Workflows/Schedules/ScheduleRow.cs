using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Schedules;

/// <summary>A schedule and its next tick.</summary>
internal sealed class ScheduleRow
{
    public long Id { get; init; }

    public long CompanyId { get; init; }

    public required string Name { get; init; }

    public required string DefinitionId { get; init; }

    public required string Cron { get; init; }

    public required string TimeZone { get; init; }

    public MisfireRule Misfire { get; init; }

    public string? Input { get; init; }

    public bool IsPaused { get; init; }

    /// <summary>The tick that fires next; whoever moves it in a transaction owns that tick.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    public DateTimeOffset? LastRunAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ScheduleRow>
    {
        public void Configure(EntityTypeBuilder<ScheduleRow> builder)
        {
            builder.ToTable("schedules");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Name).HasMaxLength(200);
            builder.Property(r => r.DefinitionId).HasMaxLength(100);
            builder.Property(r => r.Cron).HasMaxLength(200);
            builder.Property(r => r.TimeZone).HasMaxLength(100);
            builder.HasIndex(r => new { r.CompanyId, r.Name }).IsUnique();
            builder.HasIndex(r => r.NextRunAt).HasFilter("next_run_at is not null");
        }
    }
}
