using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ledger.Foundation;

namespace Ledger.Workflows.Queue;

/// <summary>What a pending run brings to its instance; stored as JSON, defaults left out.</summary>
internal sealed record RunData
{
    public static readonly RunData Empty = new();

    /// <summary>On whose behalf; null for who started the instance.</summary>
    public string? By { get; init; }

    /// <summary>The person; null for the system.</summary>
    public long? User { get; init; }

    /// <summary>What the stimulus brought, the request of an external step, or its answer.</summary>
    public JsonNode? Input { get; init; }

    /// <summary>The trigger activity that was hit.</summary>
    public string? Trigger { get; init; }

    /// <summary>The number of the execution that is meant.</summary>
    public int Context { get; init; }

    /// <summary>The node of an external step.</summary>
    public int Node { get; init; }

    /// <summary>The outcome a step is left out with.</summary>
    public string? Outcome { get; init; }

    /// <summary>The stimulus a resume comes from: when its bookmark is gone, it looks for the next one of the instance.</summary>
    public string? StimulusName { get; init; }

    /// <summary>The hash of that stimulus.</summary>
    public string? StimulusHash { get; init; }

    /// <summary>The idempotency key of an external step.</summary>
    public string? ExecutionId { get; init; }

    /// <summary>Why an external step failed for good.</summary>
    public string? Failure { get; init; }

    /// <summary>The stable code of that reason.</summary>
    public string? FailureCode { get; init; }

    /// <summary>What the run was told, on whose behalf.</summary>
    public static RunData Of(Actor actor, JsonNode? input = null) =>
        new() { By = actor.Name, User = actor.UserId, Input = input };

    public Actor Actor(long companyId, long instanceId) => new(companyId, User, By ?? "system", instanceId);

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RunDataJson.Default.RunData);

    public static RunData Read(byte[]? data) =>
        data is null || data.Length == 0 ? Empty : JsonSerializer.Deserialize(data, RunDataJson.Default.RunData)!;
}

[JsonSerializable(typeof(RunData))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RunDataJson : JsonSerializerContext;
