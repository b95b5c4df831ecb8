using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Foundation.Texts;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Definitions;

/// <summary>
/// Activities of types that this installation does not have. They keep their own JSON, so that saving gives back exactly
/// what was there; what people see is a name that says so, and a descriptor made up for the type
/// (<see cref="MissingActivityDescriptors"/>), without which the studio would show an empty canvas.
/// </summary>
internal sealed class MissingActivities(IDefinitions definitions, ActivityRegistry registry, MessageCatalog texts)
{
    private const string Mark = "ledgerMissing";

    /// <summary>Writes into the display text of each missing activity that its type does not exist.</summary>
    public async Task MarkAsync(IReadOnlyList<ActivityPlace> places, CultureInfo culture, CancellationToken cancellationToken)
    {
        var unknown = places.Where(p => registry.Find(p.TypeName, p.Version) is null).ToList();
        if (unknown.Count == 0)
        {
            return;
        }

        var usable = await definitions.UsableAsync(cancellationToken);
        foreach (var place in unknown.Where(p => !IsDefinition(p.Json, p.TypeName, usable)))
        {
            if (place.Json["metadata"] is not JsonObject metadata)
            {
                place.Json["metadata"] = metadata = [];
            }

            var own = Text(metadata, "displayText");
            var shown = texts.Find("designer.activity-missing", culture, [own ?? Text(place.Json, "name") ?? place.Id, place.TypeName]) ?? place.TypeName;
            metadata["displayText"] = shown;
            metadata[Mark] = new JsonObject { ["shown"] = shown, ["own"] = own };
        }
    }

    /// <summary>Takes the marks out of what the studio sends back.</summary>
    public static void Unmark(JsonNode? node)
    {
        if (node is JsonObject obj)
        {
            if (obj[Mark] is JsonObject mark)
            {
                obj.Remove(Mark);
                Restore(obj, mark);
            }

            foreach (var (_, value) in obj.ToList())
            {
                Unmark(value);
            }
        }
        else if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Unmark(item);
            }
        }
    }

    private static void Restore(JsonObject metadata, JsonObject mark)
    {
        if (Text(metadata, "displayText") is { } now && now != Text(mark, "shown"))
        {
            return; // the person gave it another name
        }

        if (Text(mark, "own") is { } own)
        {
            metadata["displayText"] = own;
        }
        else
        {
            metadata.Remove("displayText");
        }
    }

    private static bool IsDefinition(JsonObject activity, string typeName, IReadOnlyList<(string DefinitionId, string TypeName)> usable) =>
        Text(activity, "workflowDefinitionId") is { } id ? usable.Any(u => u.DefinitionId == id) : usable.Any(u => u.TypeName == typeName);

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
