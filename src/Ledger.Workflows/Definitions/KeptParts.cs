using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <summary>
/// The studio reads a definition into classes of its own and writes back only what they hold: options, input declarations and
/// top-level members it does not know would be lost by opening and saving. They travel with the definition in the custom
/// property <see cref="Name"/>, which the studio keeps, and are put back in place when the definition comes in again.
/// </summary>
public static class KeptParts
{
    /// <summary>The custom property.</summary>
    public const string Name = "ledger.kept";

    private static readonly HashSet<string> Top = Names(
        "id definitionId name description createdAt version isLatest isPublished isReadonly toolVersion variables inputs outputs outcomes customProperties options root links");

    private static readonly HashSet<string> Options = Names(
        "activationStrategyType usableAsActivity autoUpdateConsumingWorkflows activityCategory incidentStrategyType commitStrategyName");

    private static readonly (string Member, string Key, HashSet<string> Known)[] Lists =
    [
        ("variables", "id", Names("id name typeName isArray value storageDriverTypeName")),
        ("inputs", "name", Names("name type isArray displayName description category uiHint storageDriverType")),
        ("outputs", "name", Names("name type isArray displayName description category")),
    ];

    /// <summary>Adds the custom property when there is anything to keep, and writes the values of variables as the texts the studio expects.</summary>
    public static void Pack(JsonObject definition)
    {
        var kept = new JsonObject();
        Add(kept, "top", Others(definition, Top));
        Add(kept, "options", Json.Object(definition, "options") is { } options ? Others(options, Options) : []);
        foreach (var (member, key, known) in Lists)
        {
            var items = new JsonArray();
            foreach (var item in Json.Items(Json.Get(definition, member)).OfType<JsonObject>())
            {
                var others = Others(item, known);
                if (member == "variables")
                {
                    PackValue(item, others);
                }

                items.Add(new JsonObject { ["key"] = Json.Text(item, key), ["more"] = others });
            }

            if (items.Any(i => i!["more"]!.AsObject().Count > 0))
            {
                kept[member] = items;
            }
        }

        if (kept.Count > 0)
        {
            if (Json.Object(definition, "customProperties") is not { } custom)
            {
                definition["customProperties"] = custom = [];
            }

            custom[Name] = kept.ToJsonString();
        }
    }

    /// <summary>Puts the kept parts back where the definition does not say otherwise, and takes the custom property away.</summary>
    public static void Unpack(JsonObject definition)
    {
        if (Json.Object(definition, "customProperties") is not { } custom || Json.Text(custom, Name) is not { } text)
        {
            return;
        }

        custom.Remove(Name);
        if (Parse(text) is not { } kept)
        {
            return; // Somebody edited it by hand; what it held cannot be known any more.
        }

        Restore(definition, kept["top"] as JsonObject);
        if (kept["options"] is JsonObject keptOptions)
        {
            if (Json.Object(definition, "options") is not { } options)
            {
                definition["options"] = options = [];
            }

            Restore(options, keptOptions);
        }

        foreach (var (member, key, _) in Lists)
        {
            if (kept[member] is JsonArray items)
            {
                RestoreItems([.. Json.Items(Json.Get(definition, member)).OfType<JsonObject>()], key, [.. items.OfType<JsonObject>()]);
            }
        }
    }

    private static void PackValue(JsonObject variable, JsonObject others)
    {
        if (variable["value"] is { } value && value.GetValueKind() != JsonValueKind.String)
        {
            others["value"] = value.DeepClone();
            variable["value"] = value.ToJsonString();
        }
    }

    // By key; one that was renamed is found by its place.
    private static void RestoreItems(List<JsonObject> items, string key, List<JsonObject> kept)
    {
        var open = new List<int>();
        for (var i = 0; i < items.Count; i++)
        {
            var name = Json.Text(items[i], key);
            if (kept.FirstOrDefault(k => Json.Text(k, "key") == name) is { } same)
            {
                RestoreItem(items[i], same);
                kept[kept.IndexOf(same)] = [];
            }
            else
            {
                open.Add(i);
            }
        }

        foreach (var i in open.Where(i => i < kept.Count && kept[i].Count > 0))
        {
            RestoreItem(items[i], kept[i]);
        }
    }

    private static void RestoreItem(JsonObject item, JsonObject kept)
    {
        if (kept["more"] is not JsonObject more)
        {
            return;
        }

        if (more["value"] is { } value && Json.Text(item, "value") is { } text && IsText(value, text))
        {
            item["value"] = value.DeepClone();
        }

        more.Remove("value");
        Restore(item, more);
    }

    private static bool IsText(JsonNode value, string text) =>
        text == value.ToJsonString() || string.Equals(text, Json.Text(value), StringComparison.OrdinalIgnoreCase);

    private static void Restore(JsonObject target, JsonObject? kept)
    {
        foreach (var (name, value) in kept ?? [])
        {
            target.TryAdd(name, value?.DeepClone());
        }
    }

    private static JsonObject Others(JsonObject from, HashSet<string> known)
    {
        var others = new JsonObject();
        foreach (var (name, value) in from)
        {
            if (!known.Contains(name))
            {
                others[name] = value?.DeepClone();
            }
        }

        return others;
    }

    private static void Add(JsonObject kept, string name, JsonObject others)
    {
        if (others.Count > 0)
        {
            kept[name] = others;
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static HashSet<string> Names(string names) => new(names.Split(' '), StringComparer.OrdinalIgnoreCase);
}
