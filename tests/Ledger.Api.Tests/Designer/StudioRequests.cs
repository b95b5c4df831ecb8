using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Ledger.Api.Tests.Designer;

/// <summary>Requests as the studio sends them (copied from its traffic; elsa-api.md §7).</summary>
internal static class StudioRequests
{
    public const string Api = "/elsa/api";

    /// <summary>What the create dialog posts: a root without node id or activities, everything else null.</summary>
    public static JsonObject Create(string name, string rootType = "Elsa.Flowchart") => JsonNode.Parse(
        $$"""
        {"model":{"definitionId":null,"name":"{{name}}","description":"","toolVersion":"3.8.2.0","variables":null,"inputs":null,"outputs":null,
         "outcomes":null,"customProperties":null,"isReadonly":false,"options":null,
         "root":{"id":"a1b2c3d4e5f60718","type":"{{rootType}}","version":1,"name":"Flowchart1"},"links":null,
         "createdAt":"0001-01-01T00:00:00+00:00","version":1,"isLatest":true,"isPublished":false,"id":null},"publish":null}
        """)!.AsObject();

    /// <summary>A save of the model the studio holds: what it does not know of is lost, values of variables become texts.</summary>
    public static JsonObject Save(JsonNode definition, bool? publish = false)
    {
        var from = definition.AsObject();
        var model = new JsonObject();
        foreach (var name in (string[])["definitionId", "name", "description", "toolVersion", "outcomes", "customProperties", "root", "createdAt", "version", "isLatest", "isPublished", "id"])
        {
            model[name] = from[name]?.DeepClone();
        }

        model["isReadonly"] = false;
        model["links"] = null;
        model["options"] = Only(from["options"]!, "activationStrategyType", "usableAsActivity", "autoUpdateConsumingWorkflows", "activityCategory", "incidentStrategyType", "commitStrategyName");
        model["variables"] = Items(from["variables"], "id", "name", "typeName", "isArray", "value", "storageDriverTypeName");
        foreach (var variable in model["variables"]!.AsArray())
        {
            variable!["value"] = variable["value"]?.ToString();
        }

        model["inputs"] = Items(from["inputs"], "type", "isArray", "name", "displayName", "description", "category", "uiHint", "storageDriverType");
        model["outputs"] = Items(from["outputs"], "type", "isArray", "name", "displayName", "description", "category");
        return new JsonObject { ["model"] = model, ["publish"] = publish };
    }

    /// <summary>Opens a definition as the editor does.</summary>
    public static async Task<JsonNode> OpenAsync(this HttpClient client, string definitionId) =>
        await (await client.GetAsync($"{Api}/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest")).EnsureSuccessStatusCode().JsonAsync();

    /// <summary>Posts a body.</summary>
    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string path, JsonNode? body = null) =>
        client.PostAsJsonAsync(Api + path, body ?? new JsonObject());

    /// <summary>Creates a definition as the dialog does and answers it.</summary>
    public static async Task<JsonNode> CreateAsync(this HttpClient client, string name)
    {
        var answer = await client.SendAsync("/workflow-definitions", Create(name));
        answer.EnsureSuccessStatusCode();
        return (await answer.JsonAsync())["workflowDefinition"]!;
    }

    /// <summary>An activity as the studio writes a new one dropped on the canvas: no custom properties, type name null on what was edited.</summary>
    public static JsonObject NewActivity(string id, string type, string members = "") => JsonNode.Parse(
        $$$"""
        {"id":"{{{id}}}","nodeId":"Workflow1:a1b2c3d4e5f60718:{{{id}}}","name":"{{{type[(type.LastIndexOf('.') + 1)..]}}}1","type":"{{{type}}}","version":1,
         "metadata":{"designer":{"position":{"x":10,"y":20},"size":{"width":140.5,"height":54} } }{{{members}}} }
        """)!.AsObject();

    private static JsonArray Items(JsonNode? list, params string[] names) => new([.. (list as JsonArray ?? []).Select(i => (JsonNode)Only(i!, names))]);

    private static JsonObject Only(JsonNode from, params string[] names)
    {
        var result = new JsonObject();
        foreach (var name in names)
        {
            result[name] = from[name]?.DeepClone();
        }

        return result;
    }
}
