using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A file attached to a task.</summary>
internal sealed class TaskAttachmentRow
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public required string FileName { get; init; }

    public required string ContentType { get; init; }

    public long Length { get; init; }

    public required string ByName { get; init; }

    public DateTimeOffset At { get; init; }

    public required byte[] Content { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<TaskAttachmentRow>
    {
        public void Configure(EntityTypeBuilder<TaskAttachmentRow> builder)
        {
            builder.ToTable("task_attachments");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.FileName).HasMaxLength(200);
            builder.Property(r => r.ContentType).HasMaxLength(100);
            builder.HasOne<HumanTaskRow>().WithMany().HasForeignKey(r => r.TaskId);
            builder.HasIndex(r => r.TaskId);
        }
    }
}
