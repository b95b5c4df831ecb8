using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.DataViews.Http;

namespace Ledger.Api.DataViews.Query;

/// <summary>The JSON form of a filter: in addresses, and as kept under a name.</summary>
internal static class FilterJson
{
    private const int LengthMax = 64 * 1024;

    /// <summary>Reads <c>{"and":[…]}</c>, <c>{"or":[…]}</c> or <c>{"column":…,"op":…,"values":[…]}</c>.</summary>
    /// <exception cref="Api.Http.RequestRefusedException"><c>view.filter-malformed</c>.</exception>
    public static ViewFilter Read(string json)
    {
        if (json.Length > LengthMax)
        {
            throw ViewRequest.Malformed("filter");
        }

        try
        {
            return Read(JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 32 }));
        }
        catch (JsonException)
        {
            throw ViewRequest.Malformed("filter");
        }
    }

    /// <summary>Reads a node; see the other overload.</summary>
    public static ViewFilter Read(JsonNode? node) => node switch
    {
        JsonObject { Count: 1 } o when o["and"] is JsonArray parts => new ViewFilter.All([.. parts.Select(Read)]),
        JsonObject { Count: 1 } o when o["or"] is JsonArray parts => new ViewFilter.Any([.. parts.Select(Read)]),
        JsonObject o when Text(o["column"]) is { } column && Text(o["op"]) is { } op && Operator(op) is { } comparison =>
            new ViewFilter.Comparison(column, comparison, Values(o["values"])),
        _ => throw ViewRequest.Malformed("filter"),
    };

    /// <summary>Writes a filter as <see cref="Read(string)"/> takes it.</summary>
    public static JsonNode Write(ViewFilter filter) => filter switch
    {
        ViewFilter.All all => new JsonObject { ["and"] = new JsonArray([.. all.Parts.Select(Write)]) },
        ViewFilter.Any any => new JsonObject { ["or"] = new JsonArray([.. any.Parts.Select(Write)]) },
        ViewFilter.Comparison c => new JsonObject
        {
            ["column"] = c.Column,
            ["op"] = c.Operator.ToString(),
            ["values"] = new JsonArray([.. c.Values.Select(v => (JsonNode)JsonValue.Create(v)!)]),
        },
        _ => throw new InvalidOperationException($"Unknown filter {filter.GetType().Name}."),
    };

    /// <summary>The comparison of that name, in whatever case; null when there is none.</summary>
    public static FilterOperator? Operator(string name) =>
        !int.TryParse(name, out _) && Enum.TryParse<FilterOperator>(name, ignoreCase: true, out var found) && Enum.IsDefined(found) ? found : null;

    private static IReadOnlyList<string> Values(JsonNode? node) => node switch
    {
        null => [],
        JsonArray values => [.. values.Select(v => v is JsonValue ? v.ToString() : throw ViewRequest.Malformed("filter"))],
        _ => throw ViewRequest.Malformed("filter"),
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
