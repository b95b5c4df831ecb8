using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>One definition while it is compiled: the main one or one used as an activity.</summary>
internal sealed class CompilationScope(JsonObject definition, string prefix, CompilationScope? outer)
{
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);

    public JsonObject Definition { get; } = definition;

    /// <summary>What stands before the places of problems: empty for the main definition.</summary>
    public string Prefix { get; } = prefix;

    public CompilationScope? Outer { get; } = outer;

    public string VersionId { get; } = Json.Text(definition, "id") ?? string.Empty;

    public string DefinitionId { get; } = Json.Text(definition, "definitionId") ?? Json.Text(definition, "id") ?? string.Empty;

    /// <summary>Ids already used in this definition.</summary>
    public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that stand in the JSON, so that made ones do not collide with them.</summary>
    public HashSet<string> GivenIds { get; } = new(StringComparer.Ordinal);

    public string NextId(string shortTypeName)
    {
        string id;
        do
        {
            _counters[shortTypeName] = _counters.GetValueOrDefault(shortTypeName) + 1;
            id = $"{shortTypeName}{_counters[shortTypeName]}";
        }
        while (GivenIds.Contains(id) || Ids.Contains(id));

        return id;
    }
}
