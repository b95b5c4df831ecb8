using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Execution;

/// <summary>The key under which stimuli, bookmarks and triggers find each other, as Elsa computes it (elsa-semantics.md §9.2).</summary>
public static class BookmarkHash
{
    /// <summary>Upper-case hex SHA-256 of the name, the payload's JSON without nulls (a text as it is) and the execution, joined with '|'; empty parts are left out.</summary>
    /// <param name="name">The kind of stimulus.</param>
    /// <param name="payload">What tells it from others of its kind, with Elsa's member names in Elsa's order.</param>
    /// <param name="executionId">The execution that alone is meant, or null.</param>
    public static string Compute(string name, JsonNode? payload, string? executionId = null)
    {
        var text = new StringBuilder(name);
        if (payload is not null && TextOf(payload) is { Length: > 0 } json)
        {
            text.Append(text.Length > 0 ? "|" : string.Empty).Append(json);
        }

        if (!string.IsNullOrEmpty(executionId))
        {
            text.Append(text.Length > 0 ? "|" : string.Empty).Append(executionId);
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string TextOf(JsonNode payload)
    {
        if (payload is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            return value.GetValue<string>();
        }

        if (payload is JsonObject obj && obj.Any(member => member.Value is null))
        {
            payload = new JsonObject(obj.Where(member => member.Value is not null)
                .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        }

        return payload.ToJsonString();
    }
}
