using System.Text.Json.Nodes;

namespace Ledger.Workflows.HumanTasks;

/// <summary>A task as people see it (features.md W5).</summary>
public sealed record HumanTaskInfo
{
    /// <summary>The key.</summary>
    public required long Id { get; init; }

    /// <summary>The company.</summary>
    public required long CompanyId { get; init; }

    /// <summary>The instance that waits for it.</summary>
    public required long InstanceId { get; init; }

    /// <summary>The process it belongs to.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The activity that asked for it.</summary>
    public required string ActivityId { get; init; }

    /// <summary>What is to be done, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>How it is to be done.</summary>
    public string? Instructions { get; init; }

    /// <summary>The key of the form or data view that shows what the task is about, or null.</summary>
    public string? Form { get; init; }

    /// <summary>What the form shows: keys and values set by the process.</summary>
    public JsonObject? Data { get; init; }

    /// <summary>The answers it can be completed with; each a port in the designer.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>Roles whose holders may take it.</summary>
    public required IReadOnlyList<string> CandidateRoles { get; init; }

    /// <summary>People who may take it, by user id.</summary>
    public required IReadOnlyList<long> CandidateUsers { get; init; }

    /// <summary>People who may not, by user id: who entered cannot authorise (W6).</summary>
    public required IReadOnlyList<long> ExcludedUsers { get; init; }

    /// <summary>Open, claimed, completed or cancelled.</summary>
    public required HumanTaskState State { get; init; }

    /// <summary>0 to 100; larger is more urgent.</summary>
    public required int Priority { get; init; }

    /// <summary>The business key, such as the mass payment's number.</summary>
    public string? BusinessKey { get; init; }

    /// <summary>Who has it now.</summary>
    public long? AssigneeId { get; init; }

    /// <summary>The name of who has it now.</summary>
    public string? AssigneeName { get; init; }

    /// <summary>Who delegated it, and gets it back when the delegate releases it.</summary>
    public long? OwnerId { get; init; }

    /// <summary>The name of who delegated it.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Since when who has it has it.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>When it should be done, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who decided.</summary>
    public string? CompletedBy { get; init; }

    /// <summary>The answer.</summary>
    public string? Outcome { get; init; }

    /// <summary>What was filled in.</summary>
    public JsonObject? Answer { get; init; }

    /// <summary>What who decided wrote about it.</summary>
    public string? Comment { get; init; }
}
