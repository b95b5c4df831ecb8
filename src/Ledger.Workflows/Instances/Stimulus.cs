using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Workflows.Instances;

/// <summary>Something that happened and that instances may wait for or start on.</summary>
/// <param name="Name">The kind, by Elsa's name (<c>Elsa.Event</c>, …).</param>
/// <param name="Payload">What tells it from others of its kind, in the shape the hash is taken of (elsa-semantics.md §9).</param>
/// <param name="Actor">On whose behalf.</param>
public sealed record Stimulus(string Name, JsonNode? Payload, Actor Actor)
{
    /// <summary>What it brings to those it resumes or starts.</summary>
    public JsonNode? Input { get; init; }

    /// <summary>Only instances with this business key, or null for all.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this instance, or null for all.</summary>
    public long? InstanceId { get; init; }

    /// <summary>True to keep it for the first who waits for it later, when nobody does now.</summary>
    public bool IsKept { get; init; } = true;
}
