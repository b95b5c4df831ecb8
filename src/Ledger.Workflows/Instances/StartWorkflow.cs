using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>A request to start an instance.</summary>
/// <param name="DefinitionId">The logical id of the definition; its published version is started.</param>
/// <param name="Actor">On whose behalf, and in which company's books.</param>
public sealed record StartWorkflow(string DefinitionId, Actor Actor)
{
    /// <summary>The values of the definition's inputs, by name.</summary>
    public JsonObject? Input { get; init; }

    /// <summary>The business key, or null.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>A certain version instead of the published one, or null.</summary>
    public string? VersionId { get; init; }

    /// <summary>The trigger activity that was hit, or null for the definition's own start.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>The instance that waits for this one, or null.</summary>
    public long? ParentInstanceId { get; init; }

    /// <summary>True to leave the first burst to a worker; false to run it in the same transaction as the insert.</summary>
    public bool Queued { get; init; }

    /// <summary>The same key starts only one instance, for ever; null when every call starts one.</summary>
    public string? IdempotencyKey { get; init; }
}
