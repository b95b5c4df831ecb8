using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>What stands behind the studio's buttons (elsa-api.md §6).</summary>
[Trait("row", "W2")]
public sealed class DesignerActionTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Retract_Revert_DeleteVersion_AndDelete_DoWhatTheMenusSay()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var id = await PublishedAsync(owner, "menus", "uno");
        await SaveAsync(owner, id, "dos", publish: true);

        var retracted = await (await owner.SendAsync($"/workflow-definitions/{id}/retract")).EnsureSuccessStatusCode().JsonAsync();
        var again = await owner.SendAsync($"/workflow-definitions/{id}/retract");
        var reverted = await (await owner.SendAsync($"/workflow-definitions/{id}/revert/1")).EnsureSuccessStatusCode().JsonAsync();
        var draft = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/by-id/{reverted["id"]}").JsonAsync();
        var saved = await owner.SendAsync("/workflow-definitions", StudioRequests.Save(With(draft, "tres")));
        var deletedVersion = await owner.DeleteAsync($"{StudioRequests.Api}/workflow-definition-versions/{reverted["id"]}");
        var latest = await owner.OpenAsync(id);
        var bulk = await owner.SendAsync("/bulk-actions/delete/workflow-definitions/by-id", new JsonObject { ["ids"] = new JsonArray(latest["id"]!.GetValue<string>()) });
        var last = await owner.OpenAsync(id);
        var only = await owner.DeleteAsync($"{StudioRequests.Api}/workflow-definition-versions/{last["id"]}");
        var deleted = await owner.DeleteAsync($"{StudioRequests.Api}/workflow-definitions/{id}");
        var gone = await owner.DeleteAsync($"{StudioRequests.Api}/workflow-definitions/{id}");

        retracted["isPublished"]!.GetValue<bool>().Should().BeFalse();
        retracted["links"]!.AsArray().Should().NotBeEmpty("the studio would be read-only without");
        again.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await again.CodeAsync()).Should().Be("definition.not-published");
        reverted["version"]!.GetValue<int>().Should().Be(3);
        draft["root"]!.ToJsonString().Should().Contain("uno");
        saved.StatusCode.Should().Be(HttpStatusCode.OK, "who rolled back and reads the result has seen it");
        deletedVersion.StatusCode.Should().Be(HttpStatusCode.NoContent);
        latest["version"]!.GetValue<int>().Should().Be(2);
        (await bulk.JsonAsync())["deleted"]!.GetValue<int>().Should().Be(1);
        last["version"]!.GetValue<int>().Should().Be(1);
        last["isLatest"]!.GetValue<bool>().Should().BeTrue();
        (await only.CodeAsync()).Should().Be("definition.version-only");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        gone.StatusCode.Should().Be(HttpStatusCode.NotFound, "the studio takes a 404 for done");
    }

    [Fact]
    public async Task ExportDeleteImport_ThroughTheStudio_KeepsTheMeaning()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var original = JsonNode.Parse(
            """
            {"definitionId":"ida-y-vuelta","name":"Ida y vuelta","$schema":"https://elsaworkflows.io/x","tenantId":"t",
             "variables":[{"id":"v","name":"V","typeName":"Object","value":{"a":[1,"x"]},"note":"n"},{"id":"n","name":"N","typeName":"Int32","value":5}],
             "inputs":[{"name":"who","type":"String","isRequired":true,"defaultValue":"ana","customProperties":{"required":true}}],
             "outputs":[{"name":"out","type":"String"}],"outcomes":["Done"],"customProperties":{"schedule":{"cron":"0 0 6 * * FRI"}},
             "options":{"compensateOnFault":true,"autoUpdateConsumingWorkflows":false},
             "root":{"id":"s","type":"Elsa.Sequence","version":1,"activities":[{"id":"w","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"hola"}},"vendorThing":[1,2]}]}}
            """)!.AsObject();
        (await owner.PostAsJsonAsync("/api/definitions/import?publish=true", original)).EnsureSuccessStatusCode();
        var export = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/ida-y-vuelta/export?versionOptions=1&includeConsumingWorkflows=False");
        var file = await export.JsonAsync();

        (await owner.DeleteAsync($"{StudioRequests.Api}/workflow-definitions/ida-y-vuelta")).EnsureSuccessStatusCode();
        var imported = await (await owner.SendAsync("/workflow-definitions/import", StudioRequests.Save(file)["model"])).EnsureSuccessStatusCode().JsonAsync();

        export.Content.Headers.ContentDisposition!.FileName.Should().Be("ida-y-vuelta.json");
        imported["isPublished"]!.GetValue<bool>().Should().BeFalse("an import is looked at before it is published");
        var stored = await owner.GetAsync("/api/definitions/ida-y-vuelta/export").JsonAsync();
        Ledger.Workflows.Definitions.DefinitionComparer.Differences(original, stored.AsObject()).Should().BeEmpty();
        stored["variables"]![0]!["value"]!["a"]![1]!.GetValue<string>().Should().Be("x");
        stored["customProperties"]!.AsObject().Select(p => p.Key).Should().Equal("schedule");
        stored["inputs"]![0]!["isRequired"]!.GetValue<bool>().Should().BeTrue("the studio itself does not know of it");
        stored["options"]!["compensateOnFault"]!.GetValue<bool>().Should().BeTrue();
        stored["$schema"].Should().NotBeNull();
    }

    [Fact]
    public async Task BulkActions_OnSeveral_SayWhatBecameOfEach()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var one = await PublishedAsync(owner, "varios-1", "x");
        var two = (await owner.CreateAsync("varios-2"))["definitionId"]!.GetValue<string>();
        await SaveAsync(owner, two, "y", publish: false);
        var ids = new JsonObject { ["definitionIds"] = new JsonArray(one, two, "nobody") };

        var published = await (await owner.SendAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", ids)).EnsureSuccessStatusCode().JsonAsync();
        var retracted = await (await owner.SendAsync("/bulk-actions/retract/workflow-definitions/by-definition-ids", ids)).EnsureSuccessStatusCode().JsonAsync();
        var again = await (await owner.SendAsync("/bulk-actions/retract/workflow-definitions/by-definition-ids", ids)).EnsureSuccessStatusCode().JsonAsync();
        var versions = (await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions?versionOptions=Latest&DefinitionIds={one}&DefinitionIds={two}").JsonAsync())["items"]!.AsArray();
        var zip = await owner.SendAsync("/bulk-actions/export/workflow-definitions", new JsonObject { ["ids"] = new JsonArray([.. versions.Select(v => v!["id"]!.DeepClone())]), ["includeConsumingWorkflows"] = false });
        var deleted = await (await owner.SendAsync("/bulk-actions/delete/workflow-definitions/by-definition-id", ids)).EnsureSuccessStatusCode().JsonAsync();

        Texts(published["published"]).Should().Equal(two);
        Texts(published["alreadyPublished"]).Should().Equal(one);
        Texts(published["notFound"]).Should().Equal("nobody");
        Texts(published["updatedConsumers"]).Should().BeEmpty();
        Texts(retracted["retracted"]).Should().BeEquivalentTo(one, two);
        Texts(again["alreadyRetracted"]).Should().BeEquivalentTo(one, two);
        using var archive = new ZipArchive(await zip.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        archive.Entries.Select(e => e.Name).Should().BeEquivalentTo($"{one}.json", $"{two}.json");
        deleted["deleted"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public async Task BulkPublish_WithOneThatCannotRun_PublishesTheOthersAndSaysWhy()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var good = (await owner.CreateAsync("bueno"))["definitionId"]!.GetValue<string>();
        await SaveAsync(owner, good, "x", publish: false);
        (await owner.PostAsJsonAsync("/api/definitions", JsonNode.Parse("""{"definitionId":"malo","name":"Malo","root":{"id":"a","type":"Nobody.Knows"}}"""))).EnsureSuccessStatusCode();

        var answer = await owner.SendAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", new JsonObject { ["definitionIds"] = new JsonArray("malo", good) });

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await answer.JsonAsync())["detail"]!.GetValue<string>().Should().StartWith("Done: 1. Not done: 1").And.Contain("Nobody.Knows");
        (await owner.OpenAsync(good))["isPublished"]!.GetValue<bool>().Should().BeTrue();
    }

    [Fact]
    public async Task Execute_PublishedAndDraft_AnswersTheInstanceInAHeader()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var person = await server.AsAsync(Role.Operator);
        using var approver = await server.AsAsync(Role.Approver);
        var id = await PublishedAsync(owner, "ejecutar", "uno");
        var run = new JsonObject { ["correlationId"] = "c-1", ["triggerActivityId"] = null, ["versionOptions"] = "Latest", ["input"] = null };

        var first = (await person.SendAsync($"/workflow-definitions/{id}/execute", run)).EnsureSuccessStatusCode();
        person.DefaultRequestHeaders.Add("Idempotency-Key", "ejecutar-1");
        var keyed = (await person.SendAsync($"/workflow-definitions/{id}/execute", run)).EnsureSuccessStatusCode();
        var repeated = (await person.SendAsync($"/workflow-definitions/{id}/execute", run)).EnsureSuccessStatusCode();
        person.DefaultRequestHeaders.Remove("Idempotency-Key");
        await SaveAsync(owner, id, "dos", publish: false);
        var draftByOperator = await person.SendAsync($"/workflow-definitions/{id}/execute", run);
        var draftByOwner = await owner.SendAsync($"/workflow-definitions/{id}/execute", run);
        var wrongInput = await owner.SendAsync($"/workflow-definitions/{id}/execute", new JsonObject { ["input"] = new JsonObject { ["nope"] = 1 } });

        string Instance(HttpResponseMessage answer) => answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        Instance(first).Should().NotBe(Instance(keyed));
        Instance(repeated).Should().Be(Instance(keyed));
        (await person.GetAsync($"/api/instances/{Instance(first)}").JsonAsync())["summary"]!["subStatus"]!.GetValue<string>().Should().Be("Finished");
        draftByOperator.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        draftByOperator.Headers.GetValues("x-elsa-workflow-cannot-start").Single().Should().Be("true");
        (await draftByOperator.CodeAsync()).Should().Be("designer.draft-not-run");
        draftByOwner.StatusCode.Should().Be(HttpStatusCode.OK);
        (await wrongInput.CodeAsync()).Should().Be("input.invalid");
        (await approver.SendAsync($"/workflow-definitions/{id}/execute", run)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Subgraph_OfNestedContainers_GivesContainerAndWay()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        (await owner.PostAsJsonAsync("/api/definitions", JsonNode.Parse(
            """
            {"definitionId":"anidado","name":"Anidado","root":{"id":"f","type":"Elsa.Flowchart","version":1,"activities":[
              {"id":"e","type":"Elsa.ForEach","version":1,"body":{"id":"s","type":"Elsa.Sequence","version":1,"activities":[{"id":"w","type":"Elsa.WriteLine","version":1}]}}]}}
            """))).EnsureSuccessStatusCode();
        var versionId = (await owner.OpenAsync("anidado"))["id"]!.GetValue<string>();

        var sub = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/subgraph/{versionId}?parentNodeId=Workflow1:f:e").JsonAsync();
        var way = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/subgraph/segments/{versionId}?childNodeId=Workflow1:f:e:s:w").JsonAsync();

        sub["activity"]!["body"]!["nodeId"]!.GetValue<string>().Should().Be("Workflow1:f:e:s");
        way["childNode"]!["nodeId"]!.GetValue<string>().Should().Be("Workflow1:f:e:s:w");
        way["container"]!["nodeId"]!.GetValue<string>().Should().Be("Workflow1:f:e:s");
        way["pathSegments"]!.AsArray().Select(s => (s!["activityNodeId"]!.GetValue<string>(), s["portName"]!.GetValue<string>())).Should().Equal(("Workflow1:f:e", "Body"));
    }

    [Fact]
    public async Task Publish_OfADefinitionUsedAsActivityWithAutoUpdate_UpdatesItsConsumers()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        (await owner.PostAsJsonAsync("/api/definitions/import?publish=true", JsonNode.Parse(
            """{"definitionId":"usada","name":"Usada Aquí","options":{"usableAsActivity":true,"autoUpdateConsumingWorkflows":true},"root":{"id":"w","type":"Elsa.WriteLine","text":"uno"}}"""))).EnsureSuccessStatusCode();
        (await owner.PostAsJsonAsync("/api/definitions/import?publish=true", JsonNode.Parse(
            """{"definitionId":"usadora","name":"Usadora","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"u","type":"UsadaAquí","version":1,"workflowDefinitionId":"usada"}]}}"""))).EnsureSuccessStatusCode();

        var saved = await SaveAsync(owner, "usada", "dos", publish: true);
        var consumer = await owner.OpenAsync("usadora");
        var consumers = await owner.GetAsync($"{StudioRequests.Api}/workflow-definitions/usada/consumers").JsonAsync();
        var run = await owner.SendAsync("/workflow-definitions/usadora/execute");
        var journal = await owner.GetAsync($"/api/instances/{run.Headers.GetValues("x-elsa-workflow-instance-id").Single()}/journal").JsonAsync();

        saved["consumingWorkflowCount"]!.GetValue<int>().Should().Be(1);
        consumer["version"]!.GetValue<int>().Should().Be(2);
        consumer["isPublished"]!.GetValue<bool>().Should().BeTrue();
        consumer["root"]!["activities"]![0]!["workflowDefinitionVersionId"]!.GetValue<string>().Should().Be(saved["workflowDefinition"]!["id"]!.GetValue<string>());
        Texts(consumers["consumingWorkflowDefinitionIds"]).Should().Equal("usadora");
        journal.ToJsonString().Should().Contain("dos").And.NotContain("uno");
    }

    private static async Task<string> PublishedAsync(HttpClient owner, string name, string text)
    {
        var id = (await owner.CreateAsync(name))["definitionId"]!.GetValue<string>();
        await SaveAsync(owner, id, text, publish: true);
        return id;
    }

    private static async Task<JsonNode> SaveAsync(HttpClient owner, string id, string text, bool publish) =>
        await (await owner.SendAsync("/workflow-definitions", StudioRequests.Save(With(await owner.OpenAsync(id), text), publish))).EnsureSuccessStatusCode().JsonAsync();

    private static JsonNode With(JsonNode definition, string text)
    {
        var copy = definition.DeepClone();
        if (copy["root"]!["activities"] is JsonArray activities)
        {
            activities.Clear();
            activities.Add((JsonNode)StudioRequests.NewActivity("w1", "Elsa.WriteLine", $$""", "text":{"typeName":null,"expression":{"type":"Literal","value":"{{text}}"},"memoryReference":null}"""));
        }
        else
        {
            copy["root"]!["text"] = text;
        }

        return copy;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(i => i!.GetValue<string>());
}
