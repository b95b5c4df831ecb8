using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Bodies as values: JSON when it says that it is, else text.</summary>
internal static class HttpContentText
{
    public static object? Parse(string? body, string? contentType)
    {
        if (string.IsNullOrEmpty(body) || !IsJson(contentType))
        {
            return body;
        }

        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return body; // It only says so; the workflow sees what came.
        }
    }

    public static (string? Body, string? ContentType) Format(object? content, string? contentType) => content switch
    {
        null => (null, contentType),
        string text => (text, string.IsNullOrEmpty(contentType) ? "text/plain" : contentType),
        _ => (JsonSerializer.Serialize(content, Expressions.ValueConverter.Options), string.IsNullOrEmpty(contentType) ? "application/json" : contentType),
    };

    private static bool IsJson(string? contentType) =>
        contentType is not null && contentType.Contains("json", StringComparison.OrdinalIgnoreCase);
}
