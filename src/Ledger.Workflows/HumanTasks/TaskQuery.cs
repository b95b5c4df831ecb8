namespace Ledger.Workflows.HumanTasks;

/// <summary>Which tasks a list shows; null means any.</summary>
public sealed record TaskQuery
{
    /// <summary>Mine: assigned to or claimed by the person. Roles: open to the person's roles or to the person by name. All: everybody's, for coordinators.</summary>
    public TaskScope Scope { get; init; } = TaskScope.Roles;

    /// <summary>Of these states; null means open and claimed.</summary>
    public IReadOnlyList<HumanTaskState>? States { get; init; }

    /// <summary>Of one role.</summary>
    public string? Role { get; init; }

    /// <summary>Of this process.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Of this instance.</summary>
    public long? InstanceId { get; init; }

    /// <summary>With this business key.</summary>
    public string? BusinessKey { get; init; }

    /// <summary>Due before this time (overdue: now).</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Of this priority or more urgent.</summary>
    public int? PriorityMin { get; init; }

    /// <summary>Whose title or business key contains this.</summary>
    public string? Search { get; init; }
}
