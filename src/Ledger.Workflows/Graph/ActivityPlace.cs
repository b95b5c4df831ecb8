using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>Where an activity stands in the JSON of a definition.</summary>
/// <param name="Json">The activity's own JSON, inside the definition's tree.</param>
/// <param name="Id">Its id; made as the compiler makes it when the JSON has none.</param>
/// <param name="NodeId">The path of ids from the root, as the compiled graph has it.</param>
/// <param name="Parent">The activity it is embedded in, or null for the root.</param>
/// <param name="Port">The member of the parent that holds it, or null for the root.</param>
public sealed record ActivityPlace(JsonObject Json, string Id, string NodeId, ActivityPlace? Parent, string? Port)
{
    /// <summary>The type name; empty when the JSON has none.</summary>
    public string TypeName => Graph.Json.Text(Json, "type") ?? string.Empty;

    /// <summary>The version of the type it asks for; 1 when it does not say.</summary>
    public int Version => Graph.Json.Integer(Json, "version") ?? 1;
}
