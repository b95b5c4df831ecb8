using System.Data.Common;
using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Activities.Http;

/// <inheritdoc cref="IHttpWorkflowGateway"/>
internal sealed class HttpWorkflowGateway(
    LedgerDatabase database, InstanceEngine engine, IWorkflowRuntime runtime, IOptions<HttpOptions> options) : IHttpWorkflowGateway
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan AnswerAge = TimeSpan.FromHours(1);

    public async Task<HttpWorkflowEndpoint?> FindAsync(long companyId, string method, string path, CancellationToken cancellationToken = default)
    {
        var verb = method.ToLowerInvariant();
        var waits = await database.QueryAsync(
            """
            select w.bookmark_id, w.instance_id, w.payload from http_waits w join bookmarks b on b.id = w.bookmark_id
            where w.company_id = $1 and w.method = $2 and (w.is_template = 0 and w.path = $3 or w.is_template = 1)
            order by w.is_template, w.bookmark_id
            """,
            r => (Bookmark: r.GetInt64(0), Instance: r.GetInt64(1), Payload: JsonNode.Parse(r.GetString(2))!),
            companyId, verb, HttpPath.Normalise(path));
        foreach (var wait in waits)
        {
            if (Match(wait.Payload, verb, path) is { } endpoint)
            {
                return endpoint with { BookmarkId = wait.Bookmark, InstanceId = wait.Instance };
            }
        }

        var triggers = await database.QueryAsync(
            "select definition_id, version_id, activity_id, payload from workflow_triggers where name = $1 and is_active = $2 order by id",
            r => (Definition: r.GetString(0), Version: r.GetString(1), Activity: r.GetString(2), Payload: JsonNode.Parse(r.GetString(3))!),
            HttpEndpoint.TypeName, true);
        foreach (var trigger in triggers.OrderBy(t => HttpPath.IsTemplate((string)t.Payload["Path"]!)))
        {
            if (Match(trigger.Payload, verb, path) is { } endpoint)
            {
                return endpoint with { DefinitionId = trigger.Definition, VersionId = trigger.Version, ActivityId = trigger.Activity };
            }
        }

        return null;
    }

    public async Task<HttpWorkflowResponse> HandleAsync(
        HttpWorkflowEndpoint endpoint, HttpWorkflowRequest request, Actor actor, CancellationToken cancellationToken = default)
    {
        var exchange = database.Ids.Next();
        var input = InputOf(endpoint, request, exchange);
        var instance = endpoint.BookmarkId is { } bookmark
            ? await ResumeAsync(endpoint, bookmark, input, actor, cancellationToken)
            : await StartAsync(endpoint, input, actor, cancellationToken);
        return await AnswerAsync(exchange, instance, cancellationToken);
    }

    private async Task<long> StartAsync(HttpWorkflowEndpoint endpoint, JsonObject input, Actor actor, CancellationToken cancellationToken)
    {
        var start = new StartWorkflow(endpoint.DefinitionId!, actor) { VersionId = endpoint.VersionId, TriggerActivityId = endpoint.ActivityId };
        try
        {
            return (await database.WriteAsync(tx => engine.StartAsync(tx, start, input), cancellationToken)).InstanceId;
        }
        catch (BurstFailedException)
        {
            // The first burst failed with what a new try may cure: the instance is stored and a worker tries again.
            return (await database.WriteAsync(tx => engine.StartAsync(tx, start with { Queued = true }, input), cancellationToken)).InstanceId;
        }
    }

    private async Task<long> ResumeAsync(
        HttpWorkflowEndpoint endpoint, long bookmark, JsonObject input, Actor actor, CancellationToken cancellationToken)
    {
        if (!await database.WriteAsync(tx => runtime.ResumeAsync(tx, bookmark, input, actor), cancellationToken))
        {
            throw new WorkflowException("http.gone", $"The process no longer waits for {endpoint.Template}.", endpoint.Template);
        }

        return endpoint.InstanceId!.Value;
    }

    private async Task<HttpWorkflowResponse> AnswerAsync(long exchange, long instance, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await SeeAsync(exchange, instance);
            if (seen.Answer is { } answer)
            {
                await database.WriteAsync(tx => ForgetAsync(tx, exchange), CancellationToken.None);
                return answer with { InstanceId = instance };
            }

            if (!seen.HasWork || TimeProvider.System.GetElapsedTime(started) > options.Value.AnswerTimeout)
            {
                return new HttpWorkflowResponse(202, instance);
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    // One statement, one view: an instance without work and without an answer will not answer this request.
    private async Task<(HttpWorkflowResponse? Answer, bool HasWork)> SeeAsync(long exchange, long instance)
    {
        var soon = (database.Clock.GetUtcNow() + options.Value.AnswerTimeout).ToUnixTimeMilliseconds();
        var rows = await database.QueryAsync(
            """
            select e.status, e.content_type, e.headers, e.body,
                (select count(*) from pending_runs p where p.instance_id = $2 and p.due_at <= $3)
            from (select 1 as one) o left join http_exchanges e on e.id = $1
            """,
            r => (Answer: r.IsDBNull(0) ? null : Read(r), Work: r.GetInt64(4)), exchange, instance, soon);
        return (rows[0].Answer, rows[0].Work > 0);
    }

    private Task ForgetAsync(LedgerTransaction transaction, long exchange) => transaction.ExecuteAsync(
        "delete from http_exchanges where id = $1 or created_at < $2", exchange, (database.Clock.GetUtcNow() - AnswerAge).ToUnixTimeMilliseconds());

    private static HttpWorkflowResponse Read(DbDataReader row) => new(row.GetInt32(0), null)
    {
        ContentType = row.IsDBNull(1) ? null : row.GetString(1),
        Headers = HttpHeaderRules.Read(row.IsDBNull(2) ? null : JsonNode.Parse(row.GetString(2)) as JsonObject),
        Body = row.IsDBNull(3) ? null : row.GetString(3),
    };

    private static HttpWorkflowEndpoint? Match(JsonNode payload, string method, string path)
    {
        var template = (string)payload["Path"]!;
        return (string)payload["Method"]! == method && HttpPath.Match(template, path) is { } values
            ? new HttpWorkflowEndpoint(
                template, (bool?)payload["Authorize"] ?? false, (string?)payload["Policy"], (long?)payload["SizeMax"], values)
            : null;
    }

    private static JsonObject InputOf(HttpWorkflowEndpoint endpoint, HttpWorkflowRequest request, long exchange)
    {
        var routes = new JsonObject();
        foreach (var (name, value) in endpoint.RouteValues)
        {
            routes[name] = value;
        }

        return new JsonObject
        {
            ["exchange"] = exchange,
            ["method"] = request.Method.ToUpperInvariant(),
            ["path"] = request.Path,
            ["query"] = ObjectOf(request.Query),
            ["headers"] = ObjectOf(request.Headers),
            ["routeValues"] = routes,
            ["contentType"] = request.ContentType,
            ["body"] = request.Body,
        };
    }

    private static JsonObject ObjectOf(IReadOnlyDictionary<string, string[]> values)
    {
        var result = new JsonObject();
        foreach (var (name, all) in values)
        {
            result[name] = all.Length == 1 ? JsonValue.Create(all[0]) : new JsonArray([.. all.Select(v => JsonValue.Create(v))]);
        }

        return result;
    }
}
