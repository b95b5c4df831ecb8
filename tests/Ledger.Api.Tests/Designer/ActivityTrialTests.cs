using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>The Test tab: one activity really run and undone (elsa-api.md §6); and that the engine takes what the studio writes (§7.3).</summary>
[Trait("row", "W2")]
public sealed class ActivityTrialTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Definition =
        """
        {"definitionId":"$ID","name":"$ID","variables":[{"id":"v1","name":"Amount","typeName":"Decimal","value":"12.5"}],
         "root":{"id":"f","type":"Elsa.Flowchart","version":1,"start":"line","variables":[{"id":"v2","name":"Inner","typeName":"String","value":"dentro"}],"activities":[
          {"id":"line","type":"Elsa.WriteLine","version":1,"text":{"typeName":null,"expression":{"type":"JavaScript","value":"variables.Inner + ' ' + variables.Amount"},"memoryReference":null}},
          {"id":"decision","type":"Elsa.FlowDecision","version":1,"condition":{"typeName":null,"expression":{"type":"Literal","value":"True"},"memoryReference":null}},
          {"id":"fault","type":"Elsa.Fault","version":1,"message":{"typeName":null,"expression":{"type":"Literal","value":"No alcanza"},"memoryReference":null}},
          {"id":"person","type":"Ledger.HumanTask","version":1,"title":{"typeName":null,"expression":{"type":"Literal","value":"Mirar"},"memoryReference":null},
           "candidateRoles":{"typeName":null,"expression":{"type":"Object","value":"[\"Approver\"]"},"memoryReference":null},
           "outcomes":{"typeName":null,"expression":{"type":"Object","value":"[\"Yes\",\"No\"]"},"memoryReference":null}},
          {"id":"loop","type":"Elsa.ForEach","version":1,"items":{"typeName":null,"expression":{"type":"Object","value":"[1,2]"},"memoryReference":null},
           "body":{"id":"inside","type":"Elsa.WriteLine","version":1,"text":{"typeName":null,"expression":{"type":"Variable","value":"{\"id\":\"v2\",\"name\":\"Inner\",\"typeName\":\"String\"}"},"memoryReference":null}}},
          {"id":"call","type":"Elsa.FlowSendHttpRequest","version":1,"url":{"typeName":null,"expression":{"type":"Literal","value":"https://example.invalid/nobody"},"memoryReference":null}},
          {"id":"wrong","type":"Elsa.SetVariable","version":1,"variable":{"id":"nobody","name":"Nobody"}}],
         "connections":[]}}
        """;

    [Fact]
    public async Task Test_EachKindOfActivity_SaysWhatCameOfItAndLeavesNothing()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var approver = await server.AsAsync(Role.Approver);
        (await owner.PostAsJsonAsync("/api/definitions", JsonNode.Parse(Definition.Replace("$ID", "probar")))).EnsureSuccessStatusCode();
        var versionId = (await owner.OpenAsync("probar"))["id"]!.GetValue<string>();
        var before = await CountsAsync();

        var line = await TestAsync(owner, versionId, "Workflow1:f:line");
        var decision = await TestAsync(owner, versionId, "Workflow1:f:decision");
        var fault = await TestAsync(owner, versionId, "Workflow1:f:fault");
        var person = await TestAsync(owner, versionId, "Workflow1:f:person");
        var inside = await TestAsync(owner, versionId, "Workflow1:f:loop:inside");
        var loop = await TestAsync(owner, versionId, "Workflow1:f:loop");
        var call = await TestAsync(owner, versionId, "Workflow1:f:call");
        var wrong = await TestAsync(owner, versionId, "Workflow1:f:wrong");
        var gone = await SendAsync(owner, versionId, "Workflow1:f:nobody");

        line["status"]!.GetValue<string>().Should().Be("Completed");
        line["activityState"]!["Text"]!.GetValue<string>().Should().Be("dentro 12.5");
        line["activityState"]!["⚑ Lines"]!.GetValue<string>().Should().Be("dentro 12.5");
        decision["payload"]!["Outcomes"]![0]!.GetValue<string>().Should().Be("True");
        fault["status"]!.GetValue<string>().Should().Be("Faulted");
        fault["exception"]!["message"]!.GetValue<string>().Should().Contain("No alcanza");
        person["status"]!.GetValue<string>().Should().Be("Running");
        person["activityState"]!["⚑ Test"]!.GetValue<string>().Should().Contain("does not wait");
        inside["activityState"]!["Text"]!.GetValue<string>().Should().Be("dentro", "variables of the containers around are in scope");
        loop["activityState"]!["⚑ Lines"]!.GetValue<string>().Should().Be("dentro\ndentro");
        call["exception"]!["type"]!.GetValue<string>().Should().Be("http.host-not-allowed", "nothing is called, and what would keep it from being called is said");
        wrong["status"]!.GetValue<string>().Should().Be("Faulted");
        wrong["exception"]!["message"]!.GetValue<string>().Should().Contain("Nobody");
        (await gone.CodeAsync()).Should().Be("trial.activity-not-found");
        (await CountsAsync()).Should().Be(before);
        (await SendAsync(approver, versionId, "Workflow1:f:line")).StatusCode.Should().Be(System.Net.HttpStatusCode.Forbidden);
    }

    private async Task<string> CountsAsync()
    {
        var counts = new List<string>();
        foreach (var table in (string[])["workflow_instances", "human_tasks", "bookmarks", "pending_runs", "journal_chunks"])
        {
            counts.Add($"{table} {(await server.Database.QueryAsync($"select count(*) from {table}", r => r.GetInt64(0)))[0]}");
        }

        return string.Join(", ", counts);
    }

    private static async Task<JsonNode> TestAsync(HttpClient client, string versionId, string nodeId) =>
        await (await SendAsync(client, versionId, nodeId)).EnsureSuccessStatusCode().JsonAsync();

    // As the Test tab sends it.
    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string versionId, string nodeId) => client.SendAsync("/tests/activities", JsonNode.Parse(
        $$"""
        {"workflowDefinitionHandle":{"definitionId":null,"versionOptions":null,"definitionVersionId":"{{versionId}}"},
         "activityHandle":{"activityId":null,"activityNodeId":"{{nodeId}}","activityInstanceId":null,"activityHash":null} }
        """));
}
