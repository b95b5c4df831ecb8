using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>The run as a whole, as its activities see it.</summary>
public abstract class WorkflowContext
{
    /// <summary>The instance.</summary>
    public abstract long InstanceId { get; }

    /// <summary>The logical id of the definition.</summary>
    public abstract string DefinitionId { get; }

    /// <summary>The version id of the definition; the run keeps it to its end (features.md W11).</summary>
    public abstract string VersionId { get; }

    /// <summary>The version number of the definition.</summary>
    public abstract int Version { get; }

    /// <summary>The instance that started this one and hears of its end, or null.</summary>
    public abstract long? ParentInstanceId { get; }

    /// <summary>The business key by which stimuli and people find the run.</summary>
    public abstract string? CorrelationId { get; set; }

    /// <summary>The run's name in lists.</summary>
    public abstract string? Name { get; set; }

    /// <summary>The values the run was started with.</summary>
    public abstract JsonObject Input { get; }

    /// <summary>The values the run gives back.</summary>
    public abstract JsonObject Output { get; }

    /// <summary>Who started the run: the person, or null when a schedule did.</summary>
    public abstract long? StartedByUserId { get; }
}
