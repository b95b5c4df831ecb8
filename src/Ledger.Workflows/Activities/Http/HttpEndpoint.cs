using System.Text.Json.Nodes;
using Ledger.Workflows.Expressions;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Starts the workflow on an HTTP request, or waits for one. The paths lie under <c>/workflows/</c>.</summary>
[Activity(TypeName, Category = "Http", Kind = "Trigger")]
public sealed class HttpEndpoint : Activity, ITrigger
{
    /// <summary>The type name, and the name of its stimuli.</summary>
    public const string TypeName = "Elsa.HttpEndpoint";

    /// <summary>The path, such as <c>orders/{id}</c>.</summary>
    [Input(Required = true, Order = 1)]
    public Input<string>? Path { get; set; }

    /// <summary>The methods; GET when there are none.</summary>
    [Input(UIHint = "checklist", Options = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"], Order = 2)]
    public Input<string[]>? SupportedMethods { get; set; }

    /// <summary>True when only a signed-in caller may use it.</summary>
    [Input(UIHint = "checkbox", Order = 3)]
    public Input<bool>? Authorize { get; set; }

    /// <summary>The role or policy the caller must have; implies <see cref="Authorize"/>.</summary>
    [Input(UIHint = "dropdown", OptionsFrom = "roles", Order = 4)]
    public Input<string>? Policy { get; set; }

    /// <summary>The largest body in bytes.</summary>
    [Input(Order = 5)]
    public Input<long?>? RequestSizeLimit { get; set; }

    /// <summary>The body: JSON as values, anything else as text.</summary>
    [Output]
    public Output<object?>? ParsedContent { get; set; }

    /// <summary>The query string's values.</summary>
    [Output]
    public Output<JsonObject>? QueryStringData { get; set; }

    /// <summary>The request's headers.</summary>
    [Output]
    public Output<JsonObject>? Headers { get; set; }

    /// <summary>The values of the path's parameters.</summary>
    [Output]
    public Output<JsonObject>? RouteData { get; set; }

    /// <summary>The request as a whole: method, path, query, headers, routeValues, body.</summary>
    [Output]
    public Output<JsonObject>? Result { get; set; }

    IEnumerable<BookmarkRequest> ITrigger.GetTriggers(TriggerContext context) => Requests(
        context.Get(Path), context.Get(SupportedMethods), context.Get(Authorize), context.Get(Policy), context.Get(RequestSizeLimit));

    /// <inheritdoc/>
    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.TakeTrigger(out var input) && input is JsonObject request)
        {
            await TakeAsync(context, request);
            return;
        }

        var requests = Requests(
            context.Get(Path), context.Get(SupportedMethods), context.Get(Authorize), context.Get(Policy), context.Get(RequestSizeLimit));
        foreach (var bookmark in requests)
        {
            var id = context.CreateBookmark(bookmark);
            var path = (string)bookmark.Payload!["Path"]!;
            await context.Transaction.ExecuteAsync(
                """
                insert into http_waits (bookmark_id, instance_id, execution_id, company_id, method, is_template, path, payload)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                id, context.Workflow.InstanceId, context.ExecutionId, context.Actor.CompanyId, (string)bookmark.Payload["Method"]!,
                HttpPath.IsTemplate(path) ? 1L : 0L, path, bookmark.Payload.ToJsonString());
        }
    }

    /// <inheritdoc/>
    protected internal override async ValueTask ResumeAsync(ActivityContext context, Resumption resumption)
    {
        await ForgetAsync(context);
        await TakeAsync(context, resumption.Input as JsonObject ?? []);
    }

    /// <inheritdoc/>
    protected internal override ValueTask OnCancelledAsync(ActivityContext context) => ForgetAsync(context);

    private static async ValueTask ForgetAsync(ActivityContext context) => await context.Transaction.ExecuteAsync(
        "delete from http_waits where instance_id = $1 and execution_id = $2",
        context.Workflow.InstanceId, context.ExecutionId);

    private async ValueTask TakeAsync(ActivityContext context, JsonObject request)
    {
        if ((long?)request["exchange"] is { } exchange)
        {
            await context.Transaction.ExecuteAsync(
                "insert into http_exchanges (id, instance_id, created_at) values ($1, $2, $3) on conflict do nothing",
                exchange, context.Workflow.InstanceId, context.Now.ToUnixTimeMilliseconds());
        }

        var content = HttpContentText.Parse((string?)request["body"], (string?)request["contentType"]);
        context.Set(ParsedContent, content);
        context.Set(QueryStringData, ObjectOf(request, "query"));
        context.Set(Headers, ObjectOf(request, "headers"));
        context.Set(RouteData, ObjectOf(request, "routeValues"));
        var whole = (JsonObject)request.DeepClone();
        whole.Remove("exchange");
        context.Set(Result, whole);
        context.Complete();
    }

    private IEnumerable<BookmarkRequest> Requests(string? path, string[]? methods, bool authorize, string? policy, long? sizeMax)
    {
        var normal = HttpPath.Normalise(path);
        if (normal.Length == 0 || !HttpPath.IsValid(normal))
        {
            throw new WorkflowException("http.path-missing", $"The activity {Id} needs a path; '{path}' is none.", path);
        }

        // A path's own letters do not matter, its parameters' names do: the template is kept as it is written.
        var written = HttpPath.IsTemplate(normal) ? path!.Trim().Trim('/') : normal;
        foreach (var method in methods is { Length: > 0 } ? methods : ["GET"])
        {
            yield return new BookmarkRequest(TypeName, new JsonObject
            {
                ["Path"] = written,
                ["Method"] = method.ToLowerInvariant(),
                ["Authorize"] = authorize || !string.IsNullOrEmpty(policy),
                ["Policy"] = policy,
                ["SizeMax"] = sizeMax,
            })
            {
                HashPayload = new JsonObject { ["Path"] = written, ["Method"] = method.ToLowerInvariant() },
            };
        }
    }

    private static JsonObject ObjectOf(JsonObject request, string name) => request[name]?.DeepClone() as JsonObject ?? [];
}
