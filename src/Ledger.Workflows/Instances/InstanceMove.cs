using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Workflows.Instances;

/// <summary>A move of an instance from one version of its definition to another (features.md W11).</summary>
/// <param name="UpTo">The last journal entry that was written under the old version; activities of entries up to it are those of that version.</param>
/// <param name="FromVersionId">The version id it left.</param>
/// <param name="FromVersion">Its number.</param>
/// <param name="ToVersion">The number of the version it went to.</param>
/// <param name="By">Who moved it.</param>
/// <param name="At">When.</param>
public sealed record InstanceMove(long UpTo, string FromVersionId, int FromVersion, int ToVersion, string By, DateTimeOffset At)
{
    internal static IReadOnlyList<InstanceMove> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, InstanceMoveJson.Default.InstanceMoveArray)!;

    internal static string Write(IEnumerable<InstanceMove> moves) => JsonSerializer.Serialize([.. moves], InstanceMoveJson.Default.InstanceMoveArray);
}

[JsonSerializable(typeof(InstanceMove[]))]
internal sealed partial class InstanceMoveJson : JsonSerializerContext;
