using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Persistence;

namespace Ledger.Workflows.Retention;

/// <summary>All that is kept of an archived instance beside its columns.</summary>
/// <param name="State">The state document.</param>
/// <param name="Journal">The journal, chunk by chunk.</param>
/// <param name="Incidents">The incidents, all resolved.</param>
internal sealed record ArchiveDocument(byte[] State, IReadOnlyList<byte[]> Journal, IReadOnlyList<IncidentInfo> Incidents)
{
    public byte[] Write() => Packing.Pack(JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.ArchiveDocument), deflateFrom: 400);

    public static ArchiveDocument Read(byte[] packed) =>
        JsonSerializer.Deserialize(Packing.Unpack(packed), ArchiveJson.Default.ArchiveDocument)!;
}

[JsonSerializable(typeof(ArchiveDocument))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ArchiveJson : JsonSerializerContext;
