using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Graph;

/// <summary>Reads definition JSON in all the shapes that Elsa's versions wrote (elsa-semantics.md §1, §4.2).</summary>
internal static class Json
{
    /// <summary>A member by its camel-case name, or by the same name in another case.</summary>
    public static JsonNode? Get(JsonObject obj, string name)
    {
        if (obj.TryGetPropertyValue(name, out var value))
        {
            return value;
        }

        foreach (var (key, other) in obj)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
            {
                return other;
            }
        }

        return null;
    }

    public static JsonObject? Object(JsonObject obj, string name) => Get(obj, name) as JsonObject;

    public static string? Text(JsonObject obj, string name) => Text(Get(obj, name));

    /// <summary>A string as it is, a number or boolean as its JSON text, anything else null.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
            _ => null,
        }
        : null;

    public static bool Flag(JsonObject obj, string name) => Get(obj, name) is JsonValue value && value.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => string.Equals(value.GetValue<string>(), "true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    public static int? Integer(JsonObject obj, string name) =>
        Text(obj, name) is { } text && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The items of an array, of a <c>{"$values": […]}</c> wrapper, or the single object itself.</summary>
    public static IEnumerable<JsonNode?> Items(JsonNode? node) => node switch
    {
        JsonArray array => array,
        JsonObject obj when obj.TryGetPropertyValue("$values", out var values) => values as JsonArray ?? [],
        JsonObject obj => new JsonNode?[] { obj },
        _ => [],
    };

    /// <summary>The first letter in lower case: how properties are named in JSON.</summary>
    public static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
