using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>Describes definitions that can be used as activities of others.</summary>
internal static class WorkflowActivityViews
{
    /// <summary>The views; of several definitions of one type name and version the published one counts, as for the compiler.</summary>
    public static IEnumerable<ActivityTypeView> Of(DefinitionFacts facts, string category, string done) => Usable(facts).Select(d => View(d, category, done));

    /// <summary>The type names and versions they have.</summary>
    public static IEnumerable<(string TypeName, int Version)> Types(DefinitionFacts facts) =>
        Usable(facts).Select(d => (UsableDefinition.Pascalise(d.Name), d.Version));

    // The studio offers the highest version of a type only, so what is newer than the published one is left out.
    private static IEnumerable<DefinitionFact> Usable(DefinitionFacts facts) => facts.Definitions
        .Where(d => d is { IsUsable: true, Json: not null } && (d.IsPublished || d.WasPublished) && UsableDefinition.Pascalise(d.Name).Length > 0)
        .GroupBy(d => (Type: UsableDefinition.Pascalise(d.Name), d.Version))
        .Select(same => same.OrderByDescending(d => d.IsPublished).ThenBy(d => d.DefinitionId, StringComparer.Ordinal).First())
        .GroupBy(d => d.DefinitionId)
        .SelectMany(versions => versions.Where(d => d.Version <= (versions.FirstOrDefault(p => p.IsPublished)?.Version ?? int.MaxValue)));

    private static ActivityTypeView View(DefinitionFact definition, string category, string done)
    {
        var json = definition.Json!;
        var options = json["options"] as JsonObject;
        var type = UsableDefinition.Pascalise(definition.Name);
        var link = new Dictionary<string, object>
        {
            ["WorkflowDefinitionId"] = definition.DefinitionId,
            ["WorkflowDefinitionVersionId"] = definition.VersionId,
            ["LatestAvailablePublishedVersionId"] = definition.VersionId,
            ["LatestAvailablePublishedVersion"] = definition.Version,
        };
        var outcomes = (json["outcomes"] as JsonArray)?.Select(o => o?.ToString()).OfType<string>().Where(o => o.Length > 0 && o != "Done").Distinct() ?? [];
        return new ActivityTypeView(
            type, "Workflows", type, definition.Version, Text(options, "activityCategory") is { Length: > 0 } own ? own : category,
            definition.Name, Text(json, "description") ?? string.Empty, "Action", IsContainer: false, IsBrowsable: definition.IsPublished,
            IsStart: false, IsTerminal: false, new Dictionary<string, object> { ["RootType"] = "WorkflowDefinitionActivity" }, link,
            [.. outcomes.Select(o => new PortView(o, o, "Flow", true)), new PortView("Done", done, "Flow", true)],
            [.. Parameters(json, "inputs").Select((i, n) => Input(i, n))],
            [.. Parameters(json, "outputs").Select((o, n) => new OutputView(
                Text(o, "name")!, TypeOf(o), DisplayName(o), Text(o, "description") ?? string.Empty, n, IsBrowsable: true, IsSynthetic: true))]);
    }

    private static InputView Input(JsonObject input, int order)
    {
        var hint = Text(input, "uiHint") is { } named && InputEditors.Simple.Contains(named) ? named : "singleline";
        var isRequired = input["isRequired"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True;
        var value = input["defaultValue"] is JsonValue given ? given.ToString() : null;
        return new InputView(
            Text(input, "name")!, TypeOf(input), DisplayName(input) + (isRequired ? " *" : string.Empty), Text(input, "description") ?? string.Empty, order,
            Text(input, "category") ?? string.Empty, IsBrowsable: true, IsWrapped: true, IsSynthetic: true, IsReadOnly: false, IsSensitive: false,
            hint, value, "Literal", new Dictionary<string, object>());
    }

    private static IEnumerable<JsonObject> Parameters(JsonObject json, string name) =>
        (json[name] as JsonArray)?.OfType<JsonObject>().Where(p => Text(p, "name") is { Length: > 0 }) ?? [];

    private static string DisplayName(JsonObject parameter) => Text(parameter, "displayName") is { Length: > 0 } given ? given : Text(parameter, "name")!;

    private static string TypeOf(JsonObject parameter) => Text(parameter, "type") ?? "Object";

    private static string? Text(JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
