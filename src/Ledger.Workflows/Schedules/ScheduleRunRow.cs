using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.Schedules;

/// <summary>One run of a schedule; stays when the schedule goes.</summary>
internal sealed class ScheduleRunRow
{
    public long Id { get; init; }

    public long ScheduleId { get; init; }

    public long CompanyId { get; init; }

    /// <summary><c>tick:</c> and the milliseconds of the tick, or <c>now:</c> and a key: unique in a schedule, so that no tick runs twice.</summary>
    public required string Tick { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public long? InstanceId { get; init; }

    public required string Result { get; init; }

    public string? Message { get; init; }

    public required string ByName { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<ScheduleRunRow>
    {
        public void Configure(EntityTypeBuilder<ScheduleRunRow> builder)
        {
            builder.ToTable("schedule_runs");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Tick).HasMaxLength(60);
            builder.Property(r => r.Result).HasMaxLength(20);
            builder.Property(r => r.ByName).HasMaxLength(256);
            builder.HasIndex(r => new { r.ScheduleId, r.Tick }).IsUnique();
            builder.HasIndex(r => new { r.ScheduleId, r.Id });
            builder.HasIndex(r => r.InstanceId).HasFilter("instance_id is not null");
        }
    }
}
