using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>A bookmark as the state keeps it.</summary>
internal sealed class OpenBookmark(long id, StepContext context, string name)
{
    public long Id { get; } = id;

    public StepContext Context { get; } = context;

    public string Name { get; } = name;

    public JsonNode? Payload { get; init; }

    public DateTimeOffset? ResumeAt { get; init; }

    public bool AutoBurn { get; init; } = true;

    /// <summary>The hash; only known in the burst that made it.</summary>
    public string? Hash { get; init; }

    /// <summary>True in the burst that made it: no row stands for it yet.</summary>
    public bool IsNew { get; init; }
}
