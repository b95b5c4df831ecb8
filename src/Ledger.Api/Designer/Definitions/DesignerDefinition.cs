using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Workflows.Definitions;
using Ledger.Workflows.Graph;

namespace Ledger.Api.Designer.Definitions;

/// <summary>Turns stored definitions into what the studio draws, and what it sends back into what is stored (elsa-api.md §7).</summary>
internal sealed class DesignerDefinition(MissingActivities missing, ActivityRegistry registry)
{
    /// <summary>The version of the studio, for definitions that do not name one it can read.</summary>
    public const string ToolVersion = "3.8.2";

    private static readonly string[] Containers = ["Elsa.Flowchart", "Elsa.Sequence"];

    /// <summary>The definition for the studio.</summary>
    /// <param name="version">The version with its whole JSON.</param>
    /// <param name="mayEdit">False to show it read-only.</param>
    /// <param name="culture">The caller's language.</param>
    /// <param name="cancellationToken">Cancels the look-ups.</param>
    public async Task<JsonObject> ShowAsync(DefinitionVersion version, bool mayEdit, CultureInfo culture, CancellationToken cancellationToken)
    {
        var definition = Plain(version);
        await missing.MarkAsync(ActivityTree.WriteNodeIds(definition, registry), culture, cancellationToken);
        definition["isReadonly"] = !mayEdit;
        definition["links"] = JsonSerializer.SerializeToNode(DefinitionLinks.Of(version.DefinitionId, mayEdit), DesignerJson.Options);
        return definition;
    }

    /// <summary>The definition as a file that the studio and Ledger can import.</summary>
    public JsonObject Export(DefinitionVersion version)
    {
        var definition = Plain(version);
        ActivityTree.WriteNodeIds(definition, registry);
        return definition;
    }

    /// <summary>The content that is stored, from the model the studio sends; what the studio never decides is left to the store.</summary>
    /// <param name="definition">The model; changed in place, as it is as large as a process.</param>
    public JsonObject Read(JsonObject definition)
    {
        DropNulls(definition);
        definition.Remove("links");
        MissingActivities.Unmark(definition["root"]);
        foreach (var variable in (definition["variables"] as JsonArray ?? []).OfType<JsonObject>())
        {
            ReadValue(variable);
        }

        ActivityTree.WriteNodeIds(definition, registry);
        return definition;
    }

    private static JsonObject Plain(DefinitionVersion version)
    {
        var definition = JsonNode.Parse(version.Json, documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!.AsObject();
        definition["name"] = version.Name;
        DropNulls(definition);
        KeptParts.Pack(definition);
        foreach (var name in (string[])["variables", "inputs", "outputs", "outcomes"])
        {
            definition.TryAdd(name, new JsonArray());
        }

        definition.TryAdd("customProperties", new JsonObject());
        definition.TryAdd("options", new JsonObject { ["autoUpdateConsumingWorkflows"] = false });
        if (definition["toolVersion"] is not JsonValue tool || !tool.TryGetValue(out string? text) || !Version.TryParse(text, out _))
        {
            definition["toolVersion"] = ToolVersion;
        }

        if (definition["root"] is JsonObject root)
        {
            Complete(root);
        }

        return definition;
    }

    // A container just made by the studio has neither activities nor connections, and the canvas wants both.
    private static void Complete(JsonObject root)
    {
        root.TryAdd("version", 1);
        if (root["type"] is JsonValue type && Containers.Contains(type.ToString()))
        {
            Ensure(root, "activities");
            if (type.ToString() == "Elsa.Flowchart")
            {
                Ensure(root, "connections");
            }
        }
    }

    private static void Ensure(JsonObject root, string list)
    {
        if (root[list] is null)
        {
            root[list] = new JsonArray();
        }
    }

    // The studio writes every value of a variable as a text.
    private static void ReadValue(JsonObject variable)
    {
        if (variable["value"] is not JsonValue value || !value.TryGetValue(out string? text) || text.TrimStart() is not ['{' or '[', ..])
        {
            return;
        }

        var type = TypeNames.Resolve(variable["typeName"]?.ToString(), variable["isArray"]?.GetValueKind() == JsonValueKind.True);
        if (type == typeof(string))
        {
            return;
        }

        try
        {
            variable["value"] = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return; // it stays the text it is; publishing says whether the type allows it
        }
    }

    private static void DropNulls(JsonObject definition)
    {
        Drop(definition);
        if (definition["options"] is JsonObject options)
        {
            Drop(options);
        }

        static void Drop(JsonObject obj)
        {
            foreach (var name in obj.Where(p => p.Value is null).Select(p => p.Key).ToList())
            {
                obj.Remove(name);
            }
        }
    }
}
