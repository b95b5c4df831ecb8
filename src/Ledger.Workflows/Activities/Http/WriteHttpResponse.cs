using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Answers the request that started or resumed the workflow; written with the step, sent by the node that holds the caller.</summary>
/// <remarks>When nobody waits for an answer (it was given already, or the caller's time is over) the step does nothing and completes.</remarks>
[Activity("Elsa.WriteHttpResponse", Category = "Http")]
public sealed class WriteHttpResponse : CodeActivity
{
    private const int StatusDefault = 200;

    /// <summary>The status: a number or a name such as <c>OK</c>.</summary>
    [Input(Default = "200", Order = 1)]
    public Input<string>? StatusCode { get; set; }

    /// <summary>The body: text as it is, anything else as JSON.</summary>
    [Input(UIHint = "multiline", Order = 2)]
    public Input<object>? Content { get; set; }

    /// <summary>The media type; by the content when empty.</summary>
    [Input(Order = 3)]
    public Input<string>? ContentType { get; set; }

    /// <summary>Further headers.</summary>
    [Input(UIHint = "json-editor", Order = 4)]
    public Input<JsonObject>? ResponseHeaders { get; set; }

    /// <inheritdoc/>
    protected override async ValueTask RunAsync(ActivityContext context)
    {
        var status = StatusOf(context.Get(StatusCode));
        var headers = HttpHeaderRules.Check(context.Get(ResponseHeaders));
        var (body, contentType) = HttpContentText.Format(context.Get(Content), context.Get(ContentType));
        await context.Transaction.ExecuteAsync(
            """
            update http_exchanges set status = $2, content_type = $3, headers = $4, body = $5
            where id = (select max(e.id) from http_exchanges e where e.instance_id = $1 and e.status is null)
            """,
            context.Workflow.InstanceId, (long)status, contentType, headers.ToJsonString(), body);
    }

    private static int StatusOf(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            return StatusDefault;
        }

        return Enum.TryParse<System.Net.HttpStatusCode>(given, ignoreCase: true, out var status) && (int)status is >= 200 and <= 599
            ? (int)status
            : throw new WorkflowException("http.status-invalid", $"'{given}' is no HTTP status from 200 to 599.", given);
    }
}
