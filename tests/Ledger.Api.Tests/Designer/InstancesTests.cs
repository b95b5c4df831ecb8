using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>Instances as the studio asks for them (features.md W8, elsa-api.md §9).</summary>
[Trait("row", "W8")]
public sealed class InstancesTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Waiting = """
        {"definitionId":"$ID$","name":"Waiting","variables":[{"id":"v-1","name":"Amount","typeName":"Decimal","value":"12.5"}],
         "root":{"id":"flow","type":"Elsa.Flowchart","activities":[
            {"id":"note","name":"Note","type":"Elsa.SetVariable","variable":{"id":"v-1","name":"Amount"},
             "value":{"typeName":"Decimal","expression":{"type":"JavaScript","value":"20 + 5"}}},
            {"id":"ask","type":"Ledger.HumanTask",
             "title":{"typeName":"String","expression":{"type":"Literal","value":"¿De acuerdo?"}},
             "candidateRoles":{"typeName":"Object","expression":{"type":"Object","value":"[\"Approver\"]"}},
             "outcomes":{"typeName":"Object","expression":{"type":"Object","value":"[\"Yes\",\"No\"]"}}},
            {"id":"nest","type":"Elsa.Sequence","activities":[{"id":"end","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"done"}}}]}],
          "connections":[
            {"source":{"activity":"note","port":"Done"},"target":{"activity":"ask","port":"In"}},
            {"source":{"activity":"ask","port":"Yes"},"target":{"activity":"nest","port":"In"}},
            {"source":{"activity":"ask","port":"No"},"target":{"activity":"nest","port":"In"}}]}}
        """;

    private const string Broken = """
        {"definitionId":"$ID$","name":"Broken","root":{"id":"flow","type":"Elsa.Flowchart","activities":[
            {"id":"inner","type":"Elsa.Sequence","activities":[{"id":"bad","type":"Elsa.Fault","code":{"typeName":"String","expression":{"type":"Literal","value":"x.bad"}},
             "message":{"typeName":"String","expression":{"type":"Literal","value":"No hay saldo"}}}]}],"connections":[]}}
        """;

    [Fact]
    public async Task Waiting_InListViewerJournalAndBadges_IsShownAsItStands()
    {
        var (owner, id) = await StartAsync("designer-waiting", Waiting);

        var list = await owner.PostAsJsonAsync("/elsa/api/workflow-instances", Json(
            """{"page":0,"pageSize":10,"searchTerm":"","definitionIds":["designer-waiting"],"isSystem":false,"statuses":["Running"],"subStatuses":["Suspended"],"orderBy":"LastExecuted","orderDirection":"Descending"}""")).JsonAsync();
        var row = list["items"]!.AsArray().Should().ContainSingle().Subject!;
        row["id"]!.GetValue<string>().Should().Be(id);
        row["subStatus"]!.GetValue<string>().Should().Be("Suspended");
        row["definitionVersionId"]!.GetValue<string>().Should().NotBeEmpty();
        list["totalCount"]!.GetValue<int>().Should().Be(1);

        var instance = await GetAsync(owner, $"/workflow-instances/{id}");
        instance["status"]!.GetValue<string>().Should().Be("Running");
        var bookmark = instance["workflowState"]!["bookmarks"]!.AsArray().Should().ContainSingle().Subject!;
        bookmark["activityNodeId"]!.GetValue<string>().Should().Be("Workflow1:flow:ask");

        var state = await GetAsync(owner, $"/workflow-instances/{id}/execution-state");
        state["status"]!.GetValue<string>().Should().Be("Running");
        state["updatedAt"]!.GetValue<DateTimeOffset>().Should().BeCloseTo(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10));

        var journal = await owner.PostAsJsonAsync($"/elsa/api/workflow-instances/{id}/journal?skip=0&take=110", Json(
            """{"filter":{"activityNodeIds":["Workflow1:flow:note","Workflow1:flow:ask"],"excludedActivityTypes":["Elsa.Workflow","Elsa.Flowchart"]}}""")).JsonAsync();
        journal["items"]!.AsArray().Select(e => $"{e!["activityId"]} {e["eventName"]}").Should()
            .Equal("note Started", "note Completed", "ask Started", "ask Suspended");
        journal["items"]![1]!["payload"]!["Outcomes"]![0]!.GetValue<string>().Should().Be("Done");
        journal["items"]![0]!["activityState"]!["Value"]!.GetValue<decimal>().Should().Be(25m, "computed inputs stand under the descriptor's names");
        var page = await owner.PostAsJsonAsync($"/elsa/api/workflow-instances/{id}/journal?skip=1&take=2", Json("{}")).JsonAsync();
        page["items"]!.AsArray().Should().HaveCount(2);
        page["totalCount"]!.GetValue<int>().Should().BeGreaterThan(4);

        var report = await owner.PostAsJsonAsync("/elsa/api/activity-executions/report", Json(
            $$"""{"workflowInstanceId":"{{id}}","activityNodeIds":["Workflow1:flow:note","Workflow1:flow:ask","Workflow1:flow:nest"]}""")).JsonAsync();
        report["stats"]!.AsArray().Select(s => $"{s!["activityNodeId"]} {s["startedCount"]} {s["completedCount"]} {s["uncompletedCount"]} {s["isBlocked"]} {s["isFaulted"]}")
            .Should().Equal("Workflow1:flow:note 1 1 0 false false", "Workflow1:flow:ask 1 0 1 true false");

        var variables = await GetAsync(owner, $"/workflow-instances/{id}/variables");
        variables["items"]!.AsArray().Should().ContainSingle(v => v!["name"]!.GetValue<string>() == "Amount" && v["value"]!.GetValue<decimal>() == 25m);
    }

    [Fact]
    public async Task Executions_OfANode_AreListedAndLookedAtWithTheirStack()
    {
        var (owner, id) = await StartAsync("designer-stack", Broken);

        var summaries = (await GetAsync(owner, $"/activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow:inner:bad"))["items"]!.AsArray();
        var execution = summaries.Should().ContainSingle().Subject!["id"]!.GetValue<string>();
        summaries[0]!["status"]!.GetValue<string>().Should().Be("Faulted");
        summaries[0]!["aggregateFaultCount"]!.GetValue<int>().Should().Be(1);

        var record = await GetAsync(owner, $"/activity-executions/by-id?id={execution}");
        record["exception"]!["message"]!.GetValue<string>().Should().Contain("No hay saldo");
        record["activityNodeId"]!.GetValue<string>().Should().Be("Workflow1:flow:inner:bad");

        var stack = await GetAsync(owner, $"/activity-executions/{execution}/call-stack?includeCrossWorkflowChain=True");
        stack["items"]!.AsArray().Select(i => i!["activityId"]!.GetValue<string>()).Should().Equal("Workflow1", "flow", "inner", "bad");
        stack["totalCount"]!.GetValue<int>().Should().Be(4);
        stack["items"]![3]!["callStackDepth"]!.GetValue<int>().Should().Be(3);

        var report = await owner.PostAsJsonAsync("/elsa/api/activity-executions/report", Json(
            $$"""{"workflowInstanceId":"{{id}}","activityNodeIds":["Workflow1:flow:inner"]}""")).JsonAsync();
        report["stats"]![0]!["isFaulted"]!.GetValue<bool>().Should().BeTrue("a container fails with what is inside it");

        var instance = await GetAsync(owner, $"/workflow-instances/{id}");
        instance["subStatus"]!.GetValue<string>().Should().Be("Faulted");
        instance["status"]!.GetValue<string>().Should().Be("Running", "it waits for a person: the studio must go on looking");
        instance["workflowState"]!["incidents"]![0]!["message"]!.GetValue<string>().Should().Contain("No hay saldo");
        (await GetAsync(owner, $"/activity-executions/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:flow"))["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task CancelExportDelete_OneAndMany_DoWhatTheyMayAndRefuseTheRest()
    {
        var (owner, id) = await StartAsync("designer-cancel", Waiting);
        using var approver = await server.AsAsync(Role.Approver);
        using var administrator = await server.AsAsync(Role.Administrator);

        var early = await owner.DeleteAsync($"/elsa/api/workflow-instances/{id}");
        early.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await early.CodeAsync()).Should().Be("instance.delete-running");
        (await approver.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await GetAsync(owner, $"/workflow-instances/{id}"))["subStatus"]!.GetValue<string>().Should().Be("Cancelled");
        (await owner.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).StatusCode.Should().Be(HttpStatusCode.OK, "said twice is done once");

        var file = await owner.GetAsync($"/elsa/api/workflow-instances/{id}/export");
        file.Content.Headers.ContentDisposition!.FileName.Should().Contain(id);
        (await file.JsonAsync())["workflowExecutionLogRecords"]!.AsArray().Should().NotBeEmpty();
        var second = await StartOneAsync("designer-cancel");
        var zipped = await owner.PostAsJsonAsync("/elsa/api/bulk-actions/export/workflow-instances", new { ids = new[] { id, second } });
        using (var zip = new ZipArchive(await zipped.Content.ReadAsStreamAsync()))
        {
            zip.Entries.Should().HaveCount(2);
        }

        (await owner.PostAsJsonAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { definitionId = "designer-cancel" }).JsonAsync())
            ["cancelledCount"]!.GetValue<int>().Should().Be(1);
        var third = await StartOneAsync("designer-cancel");
        (await owner.PostAsJsonAsync("/elsa/api/bulk-actions/delete/workflow-instances/by-id", new { ids = new[] { second, third } }).JsonAsync())
            ["deleted"]!.GetValue<int>().Should().Be(1, "the other runs");
        (await owner.PostAsJsonAsync("/elsa/api/bulk-actions/delete/workflow-instances/by-id", new { ids = new[] { third } })).StatusCode
            .Should().Be(HttpStatusCode.Conflict);
        (await owner.DeleteAsync($"/elsa/api/workflow-instances/{id}")).StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await owner.GetAsync($"/elsa/api/workflow-instances/{id}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await administrator.GetAsync("/api/audit?action=instance.deleted").JsonAsync()).ToJsonString().Should().Contain(id);

        using var form = new MultipartFormDataContent { { new StringContent("{}"), "files", "x.json" } };
        var import = await owner.PostAsync("/elsa/api/bulk-actions/import/workflow-instances", form);
        (await import.CodeAsync()).Should().Be("instance.import-refused");
    }

    [Fact]
    public async Task Instance_OfAnotherCompany_DoesNotExistForTheDesigner()
    {
        var (owner, id) = await StartAsync("designer-private", Waiting);
        await server.CreateCompanyAsync("60803000-K", role => $"designer-{TestServer.NameOf(role)}");
        using var stranger = await server.AsAsync("designer-processowner");
        var execution = $"{id}-1";

        foreach (var path in new[] { "", "/execution-state", "/variables", "/journal", "/export" })
        {
            (await stranger.GetAsync($"/elsa/api/workflow-instances/{id}{path}")).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
            (await owner.GetAsync($"/elsa/api/workflow-instances/{id}{path}")).StatusCode.Should().Be(HttpStatusCode.OK, path);
        }

        (await stranger.GetAsync($"/elsa/api/activity-executions/by-id?id={execution}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await owner.GetAsync($"/elsa/api/activity-executions/by-id?id={execution}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await stranger.GetAsync($"/elsa/api/activity-executions/{execution}/call-stack")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.GetAsync($"/elsa/api/activity-execution-summaries/list?WorkflowInstanceId={id}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.PostAsJsonAsync("/elsa/api/activity-executions/report", new { workflowInstanceId = id })).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.DeleteAsync($"/elsa/api/workflow-instances/{id}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.PostAsJsonAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { ids = new[] { id } }).JsonAsync())
            ["cancelledCount"]!.GetValue<int>().Should().Be(0);
        (await stranger.PostAsJsonAsync("/elsa/api/workflow-instances", new { page = 0 }).JsonAsync())["totalCount"]!.GetValue<int>().Should().Be(0);
    }

    [Fact]
    public async Task List_TimestampFilters_EachOperatorMeansWhatItSays()
    {
        var (owner, id) = await StartAsync("designer-times", Waiting);
        var created = (await GetAsync(owner, $"/workflow-instances/{id}"))["createdAt"]!.GetValue<DateTimeOffset>();

        async Task<int> CountAsync(string column, string op, DateTimeOffset at) => (await owner.PostAsJsonAsync("/elsa/api/workflow-instances", new
        {
            definitionIds = new[] { "designer-times" },
            timestampFilters = new[] { new { column, @operator = op, timestamp = at } },
        }).JsonAsync())["totalCount"]!.GetValue<int>();

        (await CountAsync("CreatedAt", "Is", created)).Should().Be(1);
        (await CountAsync("CreatedAt", "Is", created.AddMinutes(2))).Should().Be(0);
        (await CountAsync("CreatedAt", "IsNot", created)).Should().Be(0);
        (await CountAsync("CreatedAt", "IsNot", created.AddMinutes(2))).Should().Be(1);
        (await CountAsync("CreatedAt", "LessThan", created)).Should().Be(0);
        (await CountAsync("CreatedAt", "LessThanOrEqual", created)).Should().Be(1);
        (await CountAsync("CreatedAt", "GreaterThan", created)).Should().Be(0);
        (await CountAsync("CreatedAt", "GreaterThanOrEqual", created)).Should().Be(1);
        (await CountAsync("UpdatedAt", "LessThan", created)).Should().Be(0);
        (await CountAsync("FinishedAt", "GreaterThan", created.AddDays(-1))).Should().Be(0, "it has not ended");
        (await CountAsync("FinishedAt", "IsNot", created)).Should().Be(1);
        (await owner.PostAsJsonAsync("/elsa/api/workflow-instances", Json("""{"statuses":["Sideways"]}"""))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await owner.PostAsJsonAsync("/elsa/api/workflow-instances", Json("""{"status":"Finished","subStatus":"Suspended"}""")).JsonAsync())
            ["totalCount"]!.GetValue<int>().Should().Be(0, "the two exclude each other");
    }

    private async Task<(HttpClient Owner, string Id)> StartAsync(string definitionId, string definition)
    {
        var owner = await server.AsAsync(Role.ProcessOwner);
        var answer = await owner.PostAsJsonAsync("/api/definitions/import?publish=true", Json(definition.Replace("$ID$", definitionId, StringComparison.Ordinal)));
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
        return (owner, await StartOneAsync(definitionId));
    }

    private async Task<string> StartOneAsync(string definitionId)
    {
        using var person = await server.AsAsync(Role.Operator);
        return (await person.PostAsJsonAsync("/api/instances", new { definitionId }).JsonAsync())["instanceId"]!.GetValue<string>();
    }

    private static Task<JsonNode> GetAsync(HttpClient client, string path) => client.GetAsync($"/elsa/api{path}").JsonAsync();

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
