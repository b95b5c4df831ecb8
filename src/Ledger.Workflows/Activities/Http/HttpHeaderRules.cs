using System.Text.Json.Nodes;

namespace Ledger.Workflows.Activities.Http;

/// <summary>Headers that a definition sets.</summary>
internal static class HttpHeaderRules
{
    // What the transport itself decides, and what would let a workflow speak for the host.
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Host", "Keep-Alive", "Proxy-Authorization", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Content-Security-Policy", "Strict-Transport-Security",
    };

    /// <summary>The headers as name and values.</summary>
    /// <exception cref="WorkflowException"><c>http.header-invalid</c>.</exception>
    public static JsonObject Check(JsonObject? headers)
    {
        var result = new JsonObject();
        foreach (var (name, value) in headers ?? [])
        {
            var values = value is JsonArray many ? many.Select(Text).ToArray() : [Text(value)];
            if (Refused.Contains(name) || name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || values.Any(v => v.Any(char.IsControl)))
            {
                throw new WorkflowException("http.header-invalid", $"The header '{name}' may not be set, or its name or value is not valid.", name);
            }

            result[name] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
        }

        return result;
    }

    public static IReadOnlyDictionary<string, string[]> Read(JsonObject? headers) =>
        (headers ?? []).ToDictionary(h => h.Key, h => ((JsonArray)h.Value!).Select(Text).ToArray());

    private static string Text(JsonNode? node) => Expressions.ValueConverter.Convert(node, typeof(string)) as string ?? string.Empty;
}
