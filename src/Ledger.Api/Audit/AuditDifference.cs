using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Audit;

/// <summary>A change as before and after, out of an entry's detail.</summary>
internal static class AuditDifference
{
    /// <summary>
    /// The values of a detail: where it has <c>before</c> and <c>after</c>, what differs; else each value as what became.
    /// </summary>
    public static IReadOnlyList<AuditValue> Of(JsonNode? detail)
    {
        if (detail is not JsonObject all)
        {
            return detail is null ? [] : [new AuditValue(string.Empty, null, Text(detail))];
        }

        if (!all.ContainsKey("before") && !all.ContainsKey("after"))
        {
            return [.. Flat(string.Empty, all).Select(v => new AuditValue(v.Key, null, v.Value))];
        }

        var before = Flat(string.Empty, all["before"]).ToDictionary();
        var after = Flat(string.Empty, all["after"]).ToDictionary();
        var others = all.Where(p => p.Key is not "before" and not "after").SelectMany(p => Flat(p.Key, p.Value)).Select(v => new AuditValue(v.Key, null, v.Value));
        return
        [
            .. before.Keys.Union(after.Keys).Select(k => new AuditValue(k, before.GetValueOrDefault(k), after.GetValueOrDefault(k)))
                .Where(v => v.Before != v.After),
            .. others,
        ];
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flat(string name, JsonNode? node) => node switch
    {
        JsonObject inner => inner.SelectMany(p => Flat(name.Length == 0 ? p.Key : $"{name}.{p.Key}", p.Value)),
        JsonArray { Count: > 0 } list when list.All(i => i is JsonObject) => list.SelectMany((item, i) => Flat($"{name}[{i + 1}]", item)),
        _ => [new(name, Text(node))],
    };

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => string.Join(", ", list.Select(Text)),
        _ => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(),
    };
}

/// <summary>A value that a change set.</summary>
/// <param name="Name">Its name, with dots where it stands in another.</param>
/// <param name="Before">What it was; null when it was nothing or the entry does not say.</param>
/// <param name="After">What it became.</param>
internal sealed record AuditValue(string Name, string? Before, string? After);
