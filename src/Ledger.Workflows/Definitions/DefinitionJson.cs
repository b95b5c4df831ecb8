using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Workflows.Definitions;

/// <summary>The JSON of definitions: read with limits, told apart by content, given back whole.</summary>
internal static class DefinitionJson
{
    // What the store decides, whatever a file or a client says about it.
    private static readonly HashSet<string> Managed = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "definitionId", "version", "isLatest", "isPublished", "isReadonly", "createdAt", "links",
    };

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerOptions.Default)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = DefinitionLimits.DepthMax,
    };

    private static readonly JsonWriterOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = DefinitionLimits.DepthMax,
    };

    /// <summary>Reads a text.</summary>
    /// <exception cref="WorkflowException"><c>definition.json-invalid</c> with line and column, <c>definition.not-an-object</c>, <c>definition.too-large</c>.</exception>
    public static JsonObject Parse(string text)
    {
        CheckLength(text.Length);
        try
        {
            var options = new JsonDocumentOptions
            {
                MaxDepth = DefinitionLimits.DepthMax,
                AllowDuplicateProperties = false,
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            };
            return JsonNode.Parse(text, documentOptions: options) as JsonObject
                ?? throw new WorkflowException("definition.not-an-object", "A definition is a JSON object.");
        }
        catch (JsonException e)
        {
            throw new WorkflowException("definition.json-invalid", $"It is not valid JSON: {e.Message}", e.Message);
        }
    }

    /// <summary>The content without what the store decides; everything else, known or not, is kept.</summary>
    /// <exception cref="WorkflowException"><c>definition.property-twice</c>, <c>definition.too-large</c>, <c>definition.json-invalid</c>.</exception>
    public static JsonObject ContentOf(JsonObject definition)
    {
        try
        {
            // Through the text: a node tree checks for properties given twice only when they are looked at.
            var content = Parse(definition.ToJsonString(Plain));
            foreach (var name in content.Select(p => p.Key).Where(Managed.Contains).ToList())
            {
                content.Remove(name);
            }

            return content;
        }
        catch (ArgumentException e)
        {
            throw new WorkflowException("definition.property-twice", e.Message, e.ParamName ?? e.Message);
        }
        catch (JsonException e)
        {
            throw new WorkflowException("definition.json-invalid", $"It is not valid JSON: {e.Message}", e.Message);
        }
    }

    /// <summary>The text that is stored.</summary>
    /// <exception cref="WorkflowException"><c>definition.too-large</c>.</exception>
    public static string TextOf(JsonObject content)
    {
        var text = content.ToJsonString(Plain);
        CheckLength(text.Length);
        return text;
    }

    /// <summary>SHA-256 of the content; the order of properties and white space do not matter, the order of items does.</summary>
    public static string HashOf(JsonObject content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Canonical))
        {
            Write(writer, content);
        }

        return Convert.ToHexString(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    /// <summary>The whole definition as the designer, the compiler and a file see it: what the store decides first, then the content.</summary>
    public static JsonObject Compose(DefinitionVersion version)
    {
        var whole = new JsonObject
        {
            ["id"] = version.VersionId,
            ["definitionId"] = version.DefinitionId,
            ["version"] = version.Version,
            ["isLatest"] = version.IsLatest,
            ["isPublished"] = version.IsPublished,
            ["createdAt"] = version.CreatedAt.UtcDateTime,
        };
        foreach (var (name, value) in Parse(version.Json).ToList())
        {
            whole[name] = value?.DeepClone();
        }

        return whole;
    }

    /// <summary>The row with the whole definition in its <see cref="DefinitionVersion.Json"/>.</summary>
    public static DefinitionVersion WithWholeJson(DefinitionVersion version)
    {
        version.Json = Compose(version).ToJsonString(Plain);
        return version;
    }

    private static void CheckLength(int length)
    {
        if (length > DefinitionLimits.LengthMax)
        {
            throw new WorkflowException(
                "definition.too-large", $"The definition has {length} characters; {DefinitionLimits.LengthMax} are the limit.",
                length, DefinitionLimits.LengthMax);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject obj:
                writer.WriteStartObject();
                foreach (var (name, value) in obj.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray array:
                writer.WriteStartArray();
                foreach (var item in array)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer, Plain);
                break;
        }
    }
}
