using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Api.Designer.Descriptors;

/// <summary>Reads <see cref="DefinitionFacts"/>. A version's JSON is looked through once for each content it has had.</summary>
internal sealed class DefinitionFactReader(LedgerDatabase database)
{
    private const int KnownMax = 500;
    private const string Columns = "version_id, definition_id, version, is_latest, is_published, used_versions_json, usable_as_activity, name, content_hash";

    private readonly ConcurrentDictionary<(string VersionId, string Hash), DefinitionFact> _known = new();

    /// <summary>The facts of what is committed now.</summary>
    public async Task<DefinitionFacts> ReadAsync()
    {
        var rows = await database.QueryAsync(
            $"select {Columns} from definition_versions where is_latest or is_published or usable_as_activity order by definition_id, version",
            row => new DefinitionFact(
                row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetBoolean(3), row.GetBoolean(4), !row.IsDBNull(5), row.GetBoolean(6),
                row.GetString(7), row.GetString(8), null, new Dictionary<(string, string), IReadOnlyList<string>>()));
        var facts = new List<DefinitionFact>(rows.Count);
        foreach (var row in rows)
        {
            var key = (row.VersionId, row.Revision);
            if (!_known.TryGetValue(key, out var known))
            {
                known = await LookThroughAsync(row);
                if (_known.Count >= KnownMax)
                {
                    _known.Clear();
                }

                _known[key] = known;
            }

            facts.Add(row with { Json = known.Json, Values = known.Values });
        }

        return new DefinitionFacts(facts);
    }

    private async Task<DefinitionFact> LookThroughAsync(DefinitionFact row)
    {
        var texts = await database.QueryAsync("select json from definition_versions where version_id = $1", r => r.GetString(0), row.VersionId);
        if (texts.Count == 0 || JsonNode.Parse(texts[0], documentOptions: new JsonDocumentOptions { MaxDepth = 256 }) is not JsonObject json)
        {
            return row;
        }

        var values = new Dictionary<(string, string), IReadOnlyList<string>>();
        Collect(json["root"], values);
        return row with { Json = row.IsUsable ? json : null, Values = values };
    }

    private static void Collect(JsonNode? node, Dictionary<(string, string), IReadOnlyList<string>> values)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Collect(item, values);
                }

                break;
            case JsonObject activity:
                var type = activity["type"] is JsonValue named && named.TryGetValue<string>(out var text) ? text : null;
                foreach (var (name, member) in activity)
                {
                    if (type is not null && Literals(member) is { Count: > 0 } found)
                    {
                        values[(type, name)] = values.TryGetValue((type, name), out var before) ? [.. before.Union(found, StringComparer.Ordinal)] : found;
                    }

                    if (name is not ("metadata" or "connections" or "customProperties"))
                    {
                        Collect(member, values);
                    }
                }

                break;
        }
    }

    /// <summary>The text or texts that an input's JSON gives as they are.</summary>
    private static List<string> Literals(JsonNode? input)
    {
        if (input is not JsonObject wrapped || wrapped["expression"] is not JsonObject expression || expression["value"] is not JsonValue value)
        {
            return [];
        }

        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return (string?)expression["type"] switch
        {
            "Literal" when text.Length > 0 => [text],
            "Object" when text.StartsWith('[') => Items(text),
            _ => [],
        };
    }

    private static List<string> Items(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonArray array
                ? [.. array.OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>())] : [];
        }
        catch (JsonException)
        {
            return []; // The checks of the definition say what is wrong with it; here it names no option.
        }
    }
}
