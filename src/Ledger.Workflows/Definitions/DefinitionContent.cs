using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Workflows.Graph;

namespace Ledger.Workflows.Definitions;

/// <summary>A definition as it came in: checked, without what the store decides, and ready to be stored.</summary>
internal sealed record DefinitionContent
{
    public required string DefinitionId { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required JsonObject Json { get; init; }

    public required string Text { get; init; }

    public required string Hash { get; init; }

    public bool UsableAsActivity { get; init; }

    /// <summary>The version id the JSON came with; taken when it is free, so that definitions exported together still find each other.</summary>
    public string? VersionId { get; init; }

    /// <summary>What the JSON says about being published.</summary>
    public bool SaysPublished { get; init; }

    /// <summary>Checks a definition.</summary>
    /// <exception cref="WorkflowException"><c>definition.id-invalid</c>, <c>definition.name-too-long</c>, and those of <see cref="DefinitionJson"/>.</exception>
    public static DefinitionContent Of(JsonObject definition)
    {
        var content = DefinitionJson.ContentOf(definition);
        KeptParts.Unpack(content);
        var id = Graph.Json.Text(definition, "definitionId") is { Length: > 0 } given ? given : NewId();
        if (!IsValidId(id))
        {
            throw new WorkflowException(
                "definition.id-invalid", $"'{id}' is not a definition id: 1 to {DefinitionLimits.IdLengthMax} letters, digits, '-', '.' or '_'.",
                id, DefinitionLimits.IdLengthMax);
        }

        var name = Graph.Json.Text(content, "name") is { Length: > 0 } named ? named : id;
        if (name.Length > DefinitionLimits.NameLengthMax)
        {
            throw new WorkflowException(
                "definition.name-too-long", $"The name is longer than {DefinitionLimits.NameLengthMax} characters.", DefinitionLimits.NameLengthMax);
        }

        return new DefinitionContent
        {
            DefinitionId = id,
            Name = name,
            Description = Graph.Json.Text(content, "description"),
            Json = content,
            Text = DefinitionJson.TextOf(content),
            Hash = DefinitionJson.HashOf(content),
            UsableAsActivity = UsableDefinition.IsUsableAsActivity(content),
            VersionId = Graph.Json.Text(definition, "id") is { } versionId && IsValidId(versionId) ? versionId : null,
            SaysPublished = Graph.Json.Flag(definition, "isPublished"),
        };
    }

    /// <summary>The content with the ids that the compiler needs, as a definition that is not stored yet.</summary>
    public JsonObject Whole()
    {
        var whole = (JsonObject)Json.DeepClone();
        whole["id"] = VersionId ?? DefinitionId;
        whole["definitionId"] = DefinitionId;
        return whole;
    }

    /// <summary>A new id as Elsa makes them: 64 random bits in hexadecimal.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private static bool IsValidId(string id) =>
        id.Length is > 0 and <= DefinitionLimits.IdLengthMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
