namespace Ledger.Workflows.Instances;

/// <summary>The columns of an instance as a burst reads and writes them; the state document is still packed.</summary>
internal sealed class InstanceRecord
{
    public required long Id { get; init; }

    public required long CompanyId { get; init; }

    public required string DefinitionId { get; init; }

    public required string VersionId { get; init; }

    public required int Version { get; init; }

    public required WorkflowSubStatus SubStatus { get; set; }

    public string? CorrelationId { get; set; }

    public string? Name { get; set; }

    public long? ParentInstanceId { get; init; }

    public required string StartedBy { get; init; }

    public long? StartedByUserId { get; init; }

    public int IncidentCount { get; set; }

    public int Revision { get; set; }

    public string? IdempotencyKey { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    public required byte[] State { get; set; }

    /// <summary>True once nothing of it runs again; a faulted one may be taken up by a person.</summary>
    public bool HasEnded => SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled;
}
