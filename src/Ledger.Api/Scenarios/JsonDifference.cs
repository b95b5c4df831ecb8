using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Scenarios;

/// <summary>
/// Compares what was expected with what is: members that are not mentioned may be anything, lists have exactly these items
/// in this order, numbers are compared by value. <c>{ "contains": "text" }</c> stands for any text with that in it.
/// </summary>
internal static class JsonDifference
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first difference: where, what was expected there, what was found; null when there is none.</summary>
    public static (string Place, string Expected, string Actual)? Find(JsonNode? expected, JsonNode? actual, string place)
    {
        switch (expected)
        {
            case JsonObject { Count: 1 } part when part["contains"] is JsonValue text && actual is JsonValue found:
                return Text(found).Contains(Text(text), StringComparison.OrdinalIgnoreCase) ? null : (place, $"… {Text(text)} …", Text(found));
            case JsonObject members when actual is JsonObject given:
                return members.Select(m => Member(m, given, place)).FirstOrDefault(d => d is not null);
            case JsonArray items when actual is JsonArray given && items.Count == given.Count:
                return items.Select((item, i) => Find(item, given[i], string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]"))).FirstOrDefault(d => d is not null);
            case JsonValue wanted when actual is JsonValue found:
                return Same(wanted, found) ? null : (place, Show(wanted), Show(found));
            case null when actual is null:
                return null;
            default:
                return (place, Show(expected), Show(actual));
        }
    }

    /// <summary>A value as people read it: one line, a long list an item a line.</summary>
    public static string Show(JsonNode? node)
    {
        var line = node?.ToJsonString(Readable) ?? "null";
        return node is JsonArray { Count: > 0 } array && line.Length > 100
            ? "[\n" + string.Join(",\n", array.Select(i => "  " + (i?.ToJsonString(Readable) ?? "null"))) + "\n]"
            : line;
    }

    private static (string, string, string)? Member(KeyValuePair<string, JsonNode?> member, JsonObject given, string place)
    {
        var (name, wanted) = member;
        var found = given.FirstOrDefault(g => string.Equals(g.Key, name, StringComparison.OrdinalIgnoreCase));
        return found.Key is null && wanted is not null
            ? ($"{place}.{name}", Show(wanted), $"– ({string.Join(", ", given.Select(g => g.Key))})")
            : Find(wanted, found.Value, $"{place}.{name}");
    }

    private static bool Same(JsonValue a, JsonValue b)
    {
        if (Number(a) is { } x && Number(b) is { } y)
        {
            return x == y;
        }

        return Text(a) == Text(b);
    }

    // A key of 64 bits travels as text.
    private static decimal? Number(JsonValue value) =>
        decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String ? value.Deserialize<string>()! : value.ToJsonString();
}
