using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities;

/// <summary>A point where an activity wants to wait.</summary>
/// <param name="Name">The kind of stimulus, by Elsa's name (<c>Elsa.Event</c>, <c>Elsa.Delay</c>, <c>Ledger.HumanTask</c>, …).</param>
/// <param name="Payload">What tells this bookmark from others of its kind; part of its hash.</param>
public sealed record BookmarkRequest(string Name, JsonNode? Payload = null)
{
    /// <summary>The part of the payload that the hash is taken of, when that is less than all (a task's name is told but not hashed); null for all.</summary>
    public JsonNode? HashPayload { get; init; }

    /// <summary>True when the activity's own execution is part of the hash, so that no other can be meant.</summary>
    public bool IncludeExecutionInHash { get; init; }

    /// <summary>When the bookmark resumes by itself; null when only a stimulus resumes it.</summary>
    public DateTimeOffset? ResumeAt { get; init; }

    /// <summary>False when the bookmark stays after a resume (one bookmark, many stimuli).</summary>
    public bool AutoBurn { get; init; } = true;
}
