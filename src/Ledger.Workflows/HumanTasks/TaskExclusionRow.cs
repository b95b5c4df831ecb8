using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A person who may not decide a task (features.md W6).</summary>
internal sealed class TaskExclusionRow
{
    public long TaskId { get; init; }

    public long UserId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<TaskExclusionRow>
    {
        public void Configure(EntityTypeBuilder<TaskExclusionRow> builder)
        {
            builder.ToTable("task_exclusions");
            builder.HasKey(r => new { r.TaskId, r.UserId });
            builder.HasOne<HumanTaskRow>().WithMany().HasForeignKey(r => r.TaskId);
        }
    }
}
