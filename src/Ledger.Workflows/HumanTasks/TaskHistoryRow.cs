using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.HumanTasks;

/// <summary>Something that was done with a task.</summary>
internal sealed class TaskHistoryRow
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Action { get; init; }

    public required string ByName { get; init; }

    public long? ByUserId { get; init; }

    public string? Detail { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<TaskHistoryRow>
    {
        public void Configure(EntityTypeBuilder<TaskHistoryRow> builder)
        {
            builder.ToTable("task_history");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Action).HasMaxLength(40);
            builder.HasOne<HumanTaskRow>().WithMany().HasForeignKey(r => r.TaskId);
            builder.HasIndex(r => r.TaskId);
        }
    }
}
