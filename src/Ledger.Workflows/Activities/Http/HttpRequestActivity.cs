using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Activities.Http;

/// <summary>What both kinds of SendHttpRequest share: an external step that is called at least once, with the execution's id as Idempotency-Key.</summary>
/// <remarks>
/// Only hosts of <see cref="HttpOptions.AllowedHosts"/> are called, over http or https, without following redirects.
/// When the call fails and the definition does not say what then, the engine tries again by its retry policy and at last
/// makes an incident of it: a failed call is never passed over in silence.
/// </remarks>
public abstract class HttpRequestActivity : Activity, IExternalActivity
{
    /// <summary>The address.</summary>
    [Input(Required = true, Order = 1)]
    public Input<string>? Url { get; set; }

    /// <summary>The method; GET when empty.</summary>
    [Input(UIHint = "dropdown", Options = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"], Default = "GET", Order = 2)]
    public Input<string>? Method { get; set; }

    /// <summary>The body: text as it is, anything else as JSON.</summary>
    [Input(UIHint = "multiline", Order = 3)]
    public Input<object>? Content { get; set; }

    /// <summary>The media type of the body; by the content when empty.</summary>
    [Input(UIHint = "dropdown", Options = ["application/json", "text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded"], Order = 4)]
    public Input<string>? ContentType { get; set; }

    /// <summary>The value of the Authorization header.</summary>
    [Input(IsSensitive = true, Order = 5)]
    public Input<string>? Authorization { get; set; }

    /// <summary>Further headers.</summary>
    [Input(UIHint = "json-editor", Order = 6)]
    public Input<JsonObject>? RequestHeaders { get; set; }

    /// <summary>The status of the answer.</summary>
    [Output]
    public Output<int>? StatusCode { get; set; }

    /// <summary>The body of the answer: JSON as values, anything else as text.</summary>
    [Output]
    public Output<object?>? ParsedContent { get; set; }

    /// <summary>The headers of the answer.</summary>
    [Output]
    public Output<JsonObject>? ResponseHeaders { get; set; }

    /// <summary>The answer as a whole: statusCode, headers, contentType, body.</summary>
    [Output]
    public Output<JsonObject>? Result { get; set; }

    /// <inheritdoc/>
    public ValueTask<JsonNode> PrepareAsync(ActivityContext context) => new(HttpCall.Prepare(
        context.Get(Url), context.Get(Method), context.Get(Content), context.Get(ContentType), context.Get(Authorization),
        context.Get(RequestHeaders), context.Service<IOptions<HttpOptions>>().Value));

    /// <inheritdoc/>
    public async Task<JsonNode?> CallAsync(JsonNode request, string idempotencyKey, IServiceProvider services, CancellationToken cancellationToken)
    {
        var answer = await HttpCall.SendAsync(request, idempotencyKey, services, cancellationToken);
        return (string?)answer["failure"] is { } failure && !HandlesFailure(failure)
            ? throw new HttpRequestException($"{(string)request["method"]!} {(string)request["url"]!}: {(string?)answer["message"]}")
            : answer;
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(ActivityContext context, JsonNode? answer)
    {
        var given = (JsonObject)answer!;
        if ((string?)given["failure"] is { } failure)
        {
            FinishFailed(context, failure);
            return ValueTask.CompletedTask;
        }

        var status = (int)given["statusCode"]!;
        context.Set(StatusCode, status);
        context.Set(ParsedContent, HttpContentText.Parse((string?)given["body"], (string?)given["contentType"]));
        context.Set(ResponseHeaders, (JsonObject)given["headers"]!.DeepClone());
        context.Set(Result, (JsonObject)given.DeepClone());
        FinishAnswered(context, status);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    protected internal override ValueTask ExecuteAsync(ActivityContext context) => ValueTask.CompletedTask;

    /// <summary>True when the definition says what follows a failed call (<c>connect</c> or <c>timeout</c>).</summary>
    protected abstract bool HandlesFailure(string failure);

    /// <summary>Goes on after an answer.</summary>
    protected abstract void FinishAnswered(ActivityContext context, int status);

    /// <summary>Goes on after a failed call.</summary>
    protected abstract void FinishFailed(ActivityContext context, string failure);
}
