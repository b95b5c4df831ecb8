using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>Definitions held in memory, found in the order that <see cref="IDefinitionLookup"/> promises.</summary>
public sealed class DefinitionSet : IDefinitionLookup
{
    private readonly List<JsonObject> _definitions;

    /// <summary>The set that holds <paramref name="definitions"/>, in the shape of Elsa's export.</summary>
    public DefinitionSet(IEnumerable<JsonObject> definitions) => _definitions = [.. definitions];

    /// <summary>The set without definitions.</summary>
    public static DefinitionSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public JsonObject? Find(DefinitionReference reference)
    {
        if (reference.VersionId is { Length: > 0 } versionId &&
            _definitions.Find(d => Json.Text(d, "id") == versionId) is { } pinned)
        {
            return pinned;
        }

        var versions = _definitions.Where(d => IsMeant(d, reference)).OrderByDescending(VersionOf).ToList();
        return versions.Find(d => VersionOf(d) == reference.Version)
            ?? versions.Find(d => Json.Flag(d, "isPublished"))
            ?? versions.Find(d => Json.Flag(d, "isLatest"))
            ?? versions.FirstOrDefault();
    }

    private static int VersionOf(JsonObject definition) => Json.Integer(definition, "version") ?? 0;

    private static bool IsMeant(JsonObject definition, DefinitionReference reference) =>
        reference.DefinitionId is { Length: > 0 } id
            ? Json.Text(definition, "definitionId") == id
            : UsableDefinition.IsUsableAsActivity(definition) && UsableDefinition.TypeNameOf(definition) == reference.TypeName;
}
