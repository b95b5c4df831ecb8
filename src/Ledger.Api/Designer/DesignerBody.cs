using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Http;

namespace Ledger.Api.Designer;

/// <summary>The JSON object the studio sends, whatever its depth; a handler takes it as a parameter. No body is an empty object.</summary>
internal sealed class DesignerBody(JsonObject json)
{
    /// <summary>How large a body may be; the host takes smaller ones elsewhere.</summary>
    public const int SizeMax = 12 * 1024 * 1024;

    private const int DepthMax = 256;

    /// <summary>The object.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>Reads the body.</summary>
    /// <exception cref="RequestRefusedException"><c>request.malformed</c>.</exception>
    public static async ValueTask<DesignerBody?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        if (http.Request.ContentLength == 0)
        {
            return new DesignerBody([]);
        }

        try
        {
            var options = new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false };
            var node = await JsonNode.ParseAsync(http.Request.Body, documentOptions: options, cancellationToken: http.RequestAborted);
            return new DesignerBody(node as JsonObject ?? throw Malformed("not a JSON object"));
        }
        catch (JsonException e)
        {
            throw Malformed(e.Message);
        }
    }

    /// <summary>A text of the body, or null.</summary>
    public string? Text(string name) => Json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The texts of a list of the body; empty when there is none.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Json[name] is JsonArray list ? [.. list.OfType<JsonValue>().Select(v => v.TryGetValue(out string? text) ? text : null).OfType<string>()] : [];

    private static RequestRefusedException Malformed(string why) => new(400, "request.malformed", $"The body cannot be read: {why}", why);
}
