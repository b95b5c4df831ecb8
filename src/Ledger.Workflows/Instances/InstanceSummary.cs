namespace Ledger.Workflows.Instances;

/// <summary>An instance as lists show it.</summary>
public sealed record InstanceSummary(
    long Id,
    string DefinitionId,
    string VersionId,
    int Version,
    WorkflowStatus Status,
    WorkflowSubStatus SubStatus,
    string? CorrelationId,
    string? Name,
    int IncidentCount,
    long? ParentInstanceId,
    string StartedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt);
