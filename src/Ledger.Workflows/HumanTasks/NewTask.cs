using System.Text.Json.Nodes;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A task as an activity asks for it.</summary>
internal sealed record NewTask
{
    public required long CompanyId { get; init; }

    public required long InstanceId { get; init; }

    public required long BookmarkId { get; init; }

    public required string ExecutionId { get; init; }

    public required string DefinitionId { get; init; }

    public required string ActivityId { get; init; }

    public required string Title { get; init; }

    public string? Instructions { get; init; }

    public string? Form { get; init; }

    public JsonObject? Data { get; init; }

    public IReadOnlyList<string> Outcomes { get; init; } = ["Done"];

    public IReadOnlyList<string> CandidateRoles { get; init; } = [];

    public IReadOnlyList<long> CandidateUsers { get; init; } = [];

    public IReadOnlyList<long> ExcludedUsers { get; init; } = [];

    public IReadOnlyList<string> NotSameAs { get; init; } = [];

    public TaskUser? Assignee { get; init; }

    public int Priority { get; init; } = 50;

    public string? BusinessKey { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? RemindAt { get; init; }

    public DateTimeOffset? EscalateAt { get; init; }

    public IReadOnlyList<string> EscalateTo { get; init; } = [];

    public bool SendsMail { get; init; } = true;
}
