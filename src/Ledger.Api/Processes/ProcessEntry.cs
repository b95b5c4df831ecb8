using Ledger.Workflows.Instances;

namespace Ledger.Api.Processes;

/// <summary>A published process as the catalogue shows it.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="Version">The published version.</param>
/// <param name="Name">Its name in the reader's language.</param>
internal sealed record ProcessEntry(string DefinitionId, int Version, string Name)
{
    /// <summary>What it is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The part of the business it belongs to; null when the definition does not say.</summary>
    public string? Module { get; init; }

    /// <summary>True when the person marked it.</summary>
    public bool IsFavourite { get; init; }

    /// <summary>How many instances are under way or wait.</summary>
    public int Running { get; init; }

    /// <summary>How many instances stopped at a fault that nobody has decided on.</summary>
    public int Faulted { get; init; }

    /// <summary>The newest run, or null.</summary>
    public LastRun? Last { get; init; }

    /// <summary>When a schedule starts it next, or null.</summary>
    public DateTimeOffset? NextAt { get; init; }
}

/// <summary>The newest run of a process.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="SubStatus">What became of it.</param>
/// <param name="StartedAt">When it started.</param>
internal sealed record LastRun(long InstanceId, WorkflowSubStatus SubStatus, DateTimeOffset StartedAt);
