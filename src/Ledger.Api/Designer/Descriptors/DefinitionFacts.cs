using System.Text.Json.Nodes;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>What the stored definitions say that the toolbox needs: values of inputs, names of events, definitions usable as activities.</summary>
internal sealed class DefinitionFacts(IReadOnlyList<DefinitionFact> definitions)
{
    /// <summary>The newest and the published version of each definition, and the older ones that can be activities.</summary>
    public IReadOnlyList<DefinitionFact> Definitions { get; } = definitions;

    /// <summary>The literal values that definitions give an input, in order.</summary>
    public IEnumerable<string> ValuesOf(string typeName, string input) => Definitions
        .SelectMany(d => d.Values.TryGetValue((typeName, input), out var values) ? values : []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}

/// <summary>What one version of a definition says.</summary>
/// <param name="VersionId">Its version id.</param>
/// <param name="DefinitionId">Its logical id.</param>
/// <param name="Version">Its number.</param>
/// <param name="IsLatest">True for the newest version.</param>
/// <param name="IsPublished">True for the published version.</param>
/// <param name="WasPublished">True when it was published at some time.</param>
/// <param name="IsUsable">True when it can be an activity of others.</param>
/// <param name="Name">Its name.</param>
/// <param name="Revision">Changes when its content does.</param>
/// <param name="Json">The JSON, for those that can be activities.</param>
/// <param name="Values">The literal values its activities give their inputs, by activity type and JSON name.</param>
internal sealed record DefinitionFact(
    string VersionId, string DefinitionId, int Version, bool IsLatest, bool IsPublished, bool WasPublished, bool IsUsable, string Name, string Revision,
    JsonObject? Json, IReadOnlyDictionary<(string Type, string Input), IReadOnlyList<string>> Values);
