using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <summary>
/// The activity types that stored definitions use, those this installation lacks included: the designer needs a descriptor
/// for each, or it draws nothing. What a version uses is worked out once per content.
/// </summary>
public sealed class UsedActivityTypes(LedgerDatabase database)
{
    private readonly ConcurrentDictionary<long, (string Hash, IReadOnlyList<UsedActivityType> Types)> _known = new();

    /// <summary>All types of all versions, each pair of name and version once.</summary>
    public async Task<IReadOnlyList<UsedActivityType>> ListAsync(CancellationToken cancellationToken = default)
    {
        var rows = await database.QueryAsync(
            "select id, content_hash from definition_versions", r => (Id: r.GetInt64(0), Hash: r.GetString(1)));
        var ids = new HashSet<long>(rows.Count);
        var merged = new Dictionary<(string, int), UsedActivityType>();
        foreach (var (id, hash) in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ids.Add(id);
            if (!_known.TryGetValue(id, out var known) || known.Hash != hash)
            {
                _known[id] = known = (hash, await ReadAsync(id));
            }

            foreach (var type in known.Types)
            {
                Merge(merged, type);
            }
        }

        foreach (var gone in _known.Keys.Where(k => !ids.Contains(k)).ToList())
        {
            _known.TryRemove(gone, out _);
        }

        return [.. merged.Values];
    }

    private async Task<IReadOnlyList<UsedActivityType>> ReadAsync(long id)
    {
        var texts = await database.QueryAsync("select json from definition_versions where id = $1", r => r.GetString(0), id);
        var found = new Dictionary<(string, int), UsedActivityType>();
        if (texts is [var text] && Json.Object(DefinitionJson.Parse(text), "root") is { } root)
        {
            Collect(root, found, []);
        }

        return [.. found.Values];
    }

    private static void Collect(JsonNode? node, Dictionary<(string, int), UsedActivityType> found, Dictionary<string, (string, int)> byId)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Collect(item, found, byId);
            }
        }
        else if (node is JsonObject obj)
        {
            // An activity has a type and an id or a version; an expression has a type and a value.
            if (Json.Text(obj, "type") is { Length: > 0 } type && !obj.ContainsKey("value") && (obj.ContainsKey("id") || obj.ContainsKey("version")))
            {
                var key = (type, Json.Integer(obj, "version") ?? 1);
                Merge(found, new UsedActivityType(key.type, key.Item2, []));
                byId[Json.Text(obj, "id") ?? string.Empty] = key;
            }

            foreach (var (name, value) in obj)
            {
                if (name is not ("metadata" or "customProperties" or "connections" or "expression"))
                {
                    Collect(value, found, byId);
                }
            }

            foreach (var connection in Json.Items(Json.Get(obj, "connections")).OfType<JsonObject>())
            {
                if (Json.Object(connection, "source") is { } source && byId.TryGetValue(Json.Text(source, "activity") ?? string.Empty, out var from))
                {
                    Merge(found, new UsedActivityType(from.Item1, from.Item2, [Json.Text(source, "port") is { Length: > 0 } port ? port : "Done"]));
                }
            }
        }
    }

    private static void Merge(Dictionary<(string, int), UsedActivityType> found, UsedActivityType type)
    {
        var key = (type.TypeName, type.Version);
        found[key] = found.TryGetValue(key, out var known)
            ? known with { Outcomes = [.. known.Outcomes.Union(type.Outcomes)] }
            : type;
    }
}
