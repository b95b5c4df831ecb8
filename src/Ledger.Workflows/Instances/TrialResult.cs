using System.Text.Json.Nodes;

namespace Ledger.Workflows.Instances;

/// <summary>What came of trying one activity; nothing of it remains.</summary>
public sealed record TrialResult
{
    /// <summary>How it ended, or what keeps it from ending in a trial.</summary>
    public required TrialEnd End { get; init; }

    /// <summary>The inputs as they were evaluated, by name; those that are secret are left out.</summary>
    public JsonObject Inputs { get; init; } = [];

    /// <summary>The outputs, by name.</summary>
    public JsonObject Outputs { get; init; } = [];

    /// <summary>The outcomes by which it would go on.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>What WriteLine printed.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Why it failed, or null.</summary>
    public Exception? Failure { get; init; }

    /// <summary>The kinds of stimulus it waits for.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>What would be called outside, when it ends with <see cref="TrialEnd.External"/>.</summary>
    public JsonNode? Call { get; init; }

    /// <summary>Items of a long step done in its first chunk.</summary>
    public long Done { get; init; }

    /// <summary>Items of a long step in all, when known.</summary>
    public long? Total { get; init; }
}
