using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.HumanTasks;

/// <summary>
/// Who may take a task, one row a role or person, with what lists are ordered by: a page of a role is read straight off
/// an index, however many tasks the role has.
/// </summary>
internal sealed class TaskCandidateRow
{
    public long TaskId { get; init; }

    /// <summary><c>role:Approver</c> or <c>user:42</c>.</summary>
    public required string Candidate { get; init; }

    public long CompanyId { get; init; }

    public HumanTaskState State { get; init; }

    public int Urgency { get; init; }

    public long DueSort { get; init; }

    public static string OfRole(string role) => "role:" + role;

    public static string OfUser(long userId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"user:{userId}");

    internal sealed class Configuration : IEntityTypeConfiguration<TaskCandidateRow>
    {
        public void Configure(EntityTypeBuilder<TaskCandidateRow> builder)
        {
            builder.ToTable("task_candidates");
            builder.HasKey(r => new { r.TaskId, r.Candidate });
            builder.Property(r => r.Candidate).HasMaxLength(200);
            builder.Property(r => r.State).HasConversion<int>();
            builder.HasOne<HumanTaskRow>().WithMany().HasForeignKey(r => r.TaskId);
            builder.HasIndex(r => new { r.CompanyId, r.Candidate, r.State, r.DueSort, r.TaskId });
            builder.HasIndex(r => new { r.CompanyId, r.Candidate, r.State, r.Urgency, r.TaskId });
            builder.HasIndex(r => new { r.CompanyId, r.Candidate, r.State, r.TaskId });
        }
    }
}
