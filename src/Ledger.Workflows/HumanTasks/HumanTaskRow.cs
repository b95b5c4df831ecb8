using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A task. Lists of what a role may take read <see cref="TaskCandidateRow"/>; this row holds the rest.</summary>
internal sealed class HumanTaskRow
{
    /// <summary>Stands for "no due date" in <see cref="DueSort"/>: last in every order, on both databases.</summary>
    public const long NeverDue = long.MaxValue;

    public long Id { get; init; }

    public long CompanyId { get; init; }

    public long InstanceId { get; init; }

    public long BookmarkId { get; init; }

    public required string ExecutionId { get; init; }

    public required string DefinitionId { get; init; }

    public required string ActivityId { get; init; }

    public required string Title { get; init; }

    public string? Instructions { get; init; }

    public string? Form { get; init; }

    public string? Data { get; init; }

    /// <summary>JSON array.</summary>
    public required string Outcomes { get; init; }

    /// <summary>JSON array; the rows of task_candidates are what decides.</summary>
    public required string CandidateRoles { get; init; }

    /// <summary>JSON array; the rows of task_candidates are what decides.</summary>
    public required string CandidateUsers { get; init; }

    /// <summary>JSON array; the rows of task_exclusions are what decides.</summary>
    public required string ExcludedUsers { get; init; }

    /// <summary>JSON array of activity ids whose completer may not decide this one; looked at again when it is claimed and completed.</summary>
    public string? NotSameAs { get; init; }

    public HumanTaskState State { get; init; }

    public int Priority { get; init; }

    /// <summary>100 less the priority: the most urgent and, among equals, the oldest come first off the index.</summary>
    public int Urgency { get; init; }

    public string? BusinessKey { get; init; }

    public long? AssigneeId { get; init; }

    public string? AssigneeName { get; init; }

    public long? OwnerId { get; init; }

    public string? OwnerName { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The due time in milliseconds, or <see cref="NeverDue"/>.</summary>
    public long DueSort { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public long? CompletedById { get; init; }

    public string? CompletedBy { get; init; }

    public string? Outcome { get; init; }

    public string? Answer { get; init; }

    public string? Comment { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<HumanTaskRow>
    {
        public void Configure(EntityTypeBuilder<HumanTaskRow> builder)
        {
            builder.ToTable("human_tasks");
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.Property(r => r.State).HasConversion<int>();
            builder.Property(r => r.ExecutionId).HasMaxLength(40);
            builder.HasIndex(r => new { r.CompanyId, r.State, r.DueSort, r.Id });
            builder.HasIndex(r => new { r.CompanyId, r.State, r.Urgency, r.Id });
            builder.HasIndex(r => new { r.CompanyId, r.AssigneeId, r.State, r.DueSort, r.Id }).HasFilter("assignee_id is not null");
            builder.HasIndex(r => new { r.CompanyId, r.CompletedById, r.Id }).HasFilter("completed_by_id is not null");
            builder.HasIndex(r => new { r.CompanyId, r.BusinessKey }).HasFilter("business_key is not null");
            builder.HasIndex(r => r.InstanceId);
            builder.HasIndex(r => r.CompletedAt).HasFilter("completed_at is not null");
        }
    }
}
