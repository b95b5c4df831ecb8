using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <summary>
/// Says where two definitions mean something different. What the store decides, where things are drawn, node ids, the order
/// of a flowchart's activities, values written as text, and members that say what holds without them are no difference.
/// </summary>
public static class DefinitionComparer
{
    private static readonly HashSet<string> StoreDecides = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "definitionId", "version", "isLatest", "isPublished", "isReadonly", "isSystem", "createdAt", "links", "toolVersion", "$schema",
        "materializerName", "materializerContext", "providerName", "tenantId",
    };

    private static readonly HashSet<string> Drawn = new(StringComparer.OrdinalIgnoreCase) { "nodeId", "designer", "vertices", "notFoundConnections", "storageDriverType" };

    /// <summary>The places that differ, each with both contents; empty when the two mean the same.</summary>
    public static IReadOnlyList<string> Differences(JsonObject one, JsonObject other)
    {
        var (left, right) = (Prepared(one), Prepared(other));
        var found = new List<string>();
        Compare(string.Empty, left, right, found);
        return found;
    }

    private static JsonNode? Prepared(JsonObject definition)
    {
        var copy = definition.DeepClone().AsObject();
        KeptParts.Unpack(copy);
        foreach (var name in copy.Select(p => p.Key).Where(StoreDecides.Contains).ToList())
        {
            copy.Remove(name);
        }

        return Normal(copy, null);
    }

    // Null stands for all that says nothing: null, false, empty text, empty list, empty object.
    private static JsonNode? Normal(JsonNode? node, string? name)
    {
        switch (node)
        {
            case JsonObject obj:
                return NormalObject(obj, name);
            case JsonArray array:
                var items = array.Select(i => Normal(i, null)).ToList();
                return items.Count == 0 ? null : new JsonArray([.. items]);
            case JsonValue value:
                var text = Text(value, name);
                return text is null or "" ? null : JsonValue.Create(text);
            default:
                return null;
        }
    }

    private static JsonNode? NormalObject(JsonObject obj, string? name)
    {
        if (name is "connection")
        {
            return NormalConnection(obj);
        }

        var result = new JsonObject();
        var isInput = obj["expression"] is JsonObject;
        var isActivity = !isInput && obj.ContainsKey("type") && !obj.ContainsKey("value");
        foreach (var (key, value) in obj.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            // The compiler takes an input's type from the activity, whatever the JSON says.
            if (Drawn.Contains(key) || (isInput && key is "typeName" or "memoryReference") || (isActivity && key == "version" && Json.Integer(obj, key) == 1))
            {
                continue;
            }

            var normal = key switch
            {
                "activities" => Activities(value as JsonArray, Json.Text(obj, "type") == "Elsa.Flowchart"),
                "connections" => Connections(value as JsonArray),
                "value" when obj.ContainsKey("type") => NormalValue(value),
                _ => Normal(value, key),
            };
            if (normal is not null)
            {
                result[key] = normal;
            }
        }

        return result.Count == 0 ? null : result;
    }

    // The content of an expression: false and an empty text are values here.
    private static JsonNode? NormalValue(JsonNode? value) => value switch
    {
        null => null,
        JsonValue scalar when Parsed(scalar) is { } parsed => Canonical(parsed),
        JsonValue scalar => JsonValue.Create("=" + Json.Text(scalar)?.ToLowerIfFlag()),
        _ => Canonical(value),
    };

    private static JsonNode? Parsed(JsonValue scalar)
    {
        if (scalar.GetValueKind() != JsonValueKind.String || scalar.GetValue<string>().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(scalar.GetValue<string>());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject obj => new JsonObject(obj.Where(p => p.Value is not null).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Canonical(p.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Canonical)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject? Activities(JsonArray? activities, bool anyOrder)
    {
        var result = new JsonObject();
        var number = 0;
        foreach (var activity in (activities ?? []).OfType<JsonObject>())
        {
            var id = Json.Text(activity, "id") ?? number.ToString(CultureInfo.InvariantCulture);
            result[anyOrder ? id : string.Create(CultureInfo.InvariantCulture, $"{number}:{id}")] = Normal(activity, null) ?? new JsonObject();
            number++;
        }

        return result.Count == 0 ? null : result;
    }

    private static JsonArray? Connections(JsonArray? connections)
    {
        var all = (connections ?? []).OfType<JsonObject>().Select(c => Normal(c, "connection")!.ToJsonString()).Order(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? null : new JsonArray([.. all.Select(c => (JsonNode)JsonValue.Create(c))]);
    }

    private static JsonObject NormalConnection(JsonObject connection) => new()
    {
        ["from"] = End(connection, "source", "Done"),
        ["to"] = End(connection, "target", "In"),
    };

    private static string End(JsonObject connection, string end, string port)
    {
        var value = Json.Get(connection, end);
        return value is JsonObject obj
            ? $"{Json.Text(obj, "activity")}.{(Json.Text(obj, "port") is { Length: > 0 } named ? named : port)}"
            : $"{Json.Text(value)}.{(Json.Text(connection, end + "Port") is { Length: > 0 } old ? old : port)}";
    }

    private static string? Text(JsonValue value, string? name) => Json.Text(value) switch
    {
        null => null,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) && name != "value" => null,
        var text => text.ToLowerIfFlag(),
    };

    private static string ToLowerIfFlag(this string text) =>
        bool.TryParse(text, out _) ? text.ToLowerInvariant() : text;

    private static void Compare(string place, JsonNode? one, JsonNode? other, List<string> found)
    {
        if (one is JsonObject left && other is JsonObject right)
        {
            foreach (var key in left.Select(p => p.Key).Union(right.Select(p => p.Key)))
            {
                Compare(place.Length == 0 ? key : $"{place}.{key}", left[key], right[key], found);
            }
        }
        else if (!JsonNode.DeepEquals(one, other))
        {
            found.Add($"{place}: {one?.ToJsonString() ?? "nothing"} <> {other?.ToJsonString() ?? "nothing"}");
        }
    }
}
