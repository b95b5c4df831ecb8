using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A reminder or an escalation that is to happen at a time; gone once it has happened or the task is done.</summary>
internal sealed class TaskNoticeRow
{
    public const string Reminder = "reminder";

    public const string Escalation = "escalation";

    public long Id { get; init; }

    public long TaskId { get; init; }

    public required string Kind { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>JSON array of the roles an escalation adds.</summary>
    public string? Roles { get; init; }

    /// <summary>False when nobody is to be written to: an escalation then only adds its roles.</summary>
    public bool SendsMail { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<TaskNoticeRow>
    {
        public void Configure(EntityTypeBuilder<TaskNoticeRow> builder)
        {
            builder.ToTable("task_notices");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.Kind).HasMaxLength(20);
            builder.HasOne<HumanTaskRow>().WithMany().HasForeignKey(r => r.TaskId);
            builder.HasIndex(r => r.DueAt);
            builder.HasIndex(r => r.TaskId);
        }
    }
}
