using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <content>Definitions that use others as activities.</content>
internal sealed partial class Definitions
{
    public async Task<IReadOnlyList<string>> ConsumersAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        var versions = await table.QueryAsync(null, "where definition_id = $1 and usable_as_activity = $2 order by version desc limit 1", definitionId, true);
        return versions is [var version] ? [.. (await FindConsumersAsync(null, version)).Select(c => c.DefinitionId)] : [];
    }

    public async Task<IReadOnlyList<string>> UpdateConsumersAsync(string definitionId, Actor actor, CancellationToken cancellationToken = default)
    {
        var updated = await database.WriteAsync(
            async transaction =>
            {
                await LockAsync(transaction, definitionId);
                var published = await table.QueryAsync(transaction, "where definition_id = $1 and is_published = $2", definitionId, true);
                return published is [var version] ? await UpdateConsumersAsync(transaction, version, actor) : [];
            },
            cancellationToken);
        return updated;
    }

    /// <summary>Lets the latest version of each definition that uses <paramref name="published"/> use that version: a published one gets a new published version, a draft changes in place.</summary>
    /// <remarks>A consumer that cannot be compiled with it keeps its published version and gets a draft with the problems.</remarks>
    private async Task<List<string>> UpdateConsumersAsync(LedgerTransaction transaction, DefinitionVersion published, Actor actor)
    {
        var updated = new List<string>();
        foreach (var consumer in await FindConsumersAsync(transaction, published))
        {
            await LockAsync(transaction, consumer.DefinitionId);
            var latest = await table.FindLatestAsync(transaction, consumer.DefinitionId);
            var whole = latest is null ? null : DefinitionJson.Compose(latest);
            if (latest is null || !Repoint(whole!, published))
            {
                continue;
            }

            var content = DefinitionContent.Of(whole!);
            await EditorTable.TouchAsync(transaction, latest.DefinitionId, actor, "updated", null);
            var target = latest;
            if (await MayChangeAsync(transaction, latest))
            {
                Fill(target, content, "designer");
                await DefinitionTable.UpdateAsync(transaction, target);
            }
            else
            {
                target = NewVersion(content, latest.Version + 1, "designer", actor);
                await DefinitionTable.InsertAsync(transaction, target);
            }

            Audit(transaction, actor, "definition.consumer-updated", target, new { uses = published.VersionId });
            updated.Add(target.DefinitionId);
            if (latest.IsPublished)
            {
                await PublishConsumerAsync(transaction, target, actor);
            }
        }

        return updated;
    }

    private async Task PublishConsumerAsync(LedgerTransaction transaction, DefinitionVersion target, Actor actor)
    {
        var compilation = await graphs.CompileAsync(transaction, target, null);
        if (compilation.Graph is { } graph)
        {
            await PublishAsync(transaction, target, graph, [], actor);
        }
        else
        {
            await SetProblemsAsync(transaction, target, compilation.Problems);
        }
    }

    private async Task<List<DefinitionVersion>> FindConsumersAsync(LedgerTransaction? transaction, DefinitionVersion used)
    {
        // The texts are a first sieve; what they find is read.
        var candidates = await table.QueryAsync(
            transaction, "where is_latest = $1 and definition_id <> $2 and (json like $3 or json like $4) order by definition_id",
            true, used.DefinitionId, $"%\"{used.DefinitionId}\"%", $"%\"{UsableDefinition.Pascalise(used.Name)}\"%");
        return [.. candidates.Where(c => Uses(DefinitionJson.Parse(c.Json)["root"], used).Count > 0)];
    }

    private static bool Repoint(JsonObject definition, DefinitionVersion published)
    {
        var changed = false;
        foreach (var activity in Uses(definition["root"], published))
        {
            if (Json.Text(activity, "workflowDefinitionVersionId") == published.VersionId && Json.Integer(activity, "version") == published.Version)
            {
                continue;
            }

            activity["version"] = published.Version;
            activity["workflowDefinitionId"] = published.DefinitionId;
            activity["workflowDefinitionVersionId"] = published.VersionId;
            activity["latestAvailablePublishedVersion"] = published.Version;
            activity["latestAvailablePublishedVersionId"] = published.VersionId;
            changed = true;
        }

        return changed;
    }

    private static List<JsonObject> Uses(JsonNode? node, DefinitionVersion used)
    {
        var found = new List<JsonObject>();
        Collect(node);
        return found;

        void Collect(JsonNode? at)
        {
            if (at is JsonArray array)
            {
                foreach (var item in array)
                {
                    Collect(item);
                }
            }
            else if (at is JsonObject obj)
            {
                if (!obj.ContainsKey("value") && Json.Text(obj, "type") is { } type && (Json.Text(obj, "workflowDefinitionId") is { Length: > 0 } id
                    ? id == used.DefinitionId
                    : type == UsableDefinition.Pascalise(used.Name)))
                {
                    found.Add(obj);
                }

                foreach (var (name, value) in obj.ToList())
                {
                    if (name is not ("metadata" or "connections" or "customProperties"))
                    {
                        Collect(value);
                    }
                }
            }
        }
    }
}
