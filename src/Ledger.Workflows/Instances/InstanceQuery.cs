namespace Ledger.Workflows.Instances;

/// <summary>Which instances a list shows; null means any.</summary>
public sealed record InstanceQuery
{
    /// <summary>The company whose instances are seen.</summary>
    public required long CompanyId { get; init; }

    /// <summary>Of these definitions.</summary>
    public IReadOnlyList<string>? DefinitionIds { get; init; }

    /// <summary>Of this main status.</summary>
    public WorkflowStatus? Status { get; init; }

    /// <summary>Of one of these sub statuses.</summary>
    public IReadOnlyList<WorkflowSubStatus>? SubStatuses { get; init; }

    /// <summary>With this business key.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>With or without open incidents.</summary>
    public bool? HasIncidents { get; init; }

    /// <summary>Whose name, business key or id contains this.</summary>
    public string? Search { get; init; }

    /// <summary>Created at or after this time.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Of this version number of their definition.</summary>
    public int? Version { get; init; }

    /// <summary>With times in these ranges.</summary>
    public IReadOnlyList<InstanceTimeRange>? Times { get; init; }
}
