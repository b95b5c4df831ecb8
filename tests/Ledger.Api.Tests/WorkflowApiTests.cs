using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests;

/// <summary>Definitions, instances and tasks through the API, with the real engine behind (features.md W1, W3, W5, W6).</summary>
public sealed class WorkflowApiTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Definition_SavedPublishedAndStarted_AsksThePeopleAndEnds()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var person = await server.AsAsync(Role.Operator);
        using var approver = await server.AsAsync(Role.Approver);
        (await owner.PostAsJsonAsync("/api/definitions", Approval("api-approval"))).EnsureSuccessStatusCode();
        var early = await person.PostAsJsonAsync("/api/instances", new { definitionId = "api-approval" });
        (await owner.PostAsJsonAsync("/api/definitions/api-approval/publish", new { })).EnsureSuccessStatusCode();
        person.DefaultRequestHeaders.Add("Idempotency-Key", "start-1");

        var started = await person.PostAsJsonAsync("/api/instances", new { definitionId = "api-approval" }).JsonAsync();
        var again = await person.PostAsJsonAsync("/api/instances", new { definitionId = "api-approval" }).JsonAsync();
        person.DefaultRequestHeaders.Remove("Idempotency-Key");
        var id = started["instanceId"]!.GetValue<string>();
        var task = await WaitAsync(async () => (await approver.GetAsync($"/api/tasks?instanceId={id}").JsonAsync())["items"]!.AsArray().FirstOrDefault());
        var taskId = task["id"]!.GetValue<string>();
        var wrongPerson = await person.PostAsJsonAsync($"/api/tasks/{taskId}/complete", new { outcome = "Yes" });
        var wrongAnswer = await approver.PostAsJsonAsync($"/api/tasks/{taskId}/complete", new { outcome = "Maybe" });
        (await approver.PostAsJsonAsync($"/api/tasks/{taskId}/complete", new { outcome = "Yes", comment = "bien" })).EnsureSuccessStatusCode();
        var late = await approver.PostAsJsonAsync($"/api/tasks/{taskId}/complete", new { outcome = "No" });

        (await early.CodeAsync()).Should().StartWith("definition.");
        again["instanceId"]!.GetValue<string>().Should().Be(id);
        ((int)wrongPerson.StatusCode).Should().BeOneOf(403, 404);
        (await wrongAnswer.CodeAsync()).Should().Be("task.outcome-unknown");
        late.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await late.CodeAsync()).Should().Be("task.already-completed");
        await WaitAsync(async () => (await person.GetAsync($"/api/instances/{id}").JsonAsync())["summary"]!["subStatus"]!.GetValue<string>() == "Finished" ? JsonValue.Create(true) : null);
        (await approver.GetAsync($"/api/tasks?instanceId={id}").JsonAsync())["totalCount"]!.GetValue<int>().Should().Be(0, "decided tasks are shown only when asked for");
        (await approver.GetAsync("/api/instances?definitionId=api-approval").JsonAsync())["totalCount"]!.GetValue<int>().Should().Be(1);
        (await approver.GetAsync("/api/instances").JsonAsync())["totalCount"]!.GetValue<int>().Should().BeGreaterThanOrEqualTo(1);
        (await person.GetAsync($"/api/instances/{id}/journal").JsonAsync()).AsArray().Should().NotBeEmpty();
        (await approver.GetAsync($"/api/tasks/{taskId}/history").JsonAsync()).ToJsonString().Should().Contain("completed");
    }

    [Fact]
    public async Task Definition_WithAnUnknownActivity_IsRefusedWithPlaceAndReason()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var definition = JsonNode.Parse("""{"definitionId":"api-bad","name":"Bad","root":{"id":"a","type":"Nobody.Knows"}}""");
        (await owner.PostAsJsonAsync("/api/definitions", definition)).EnsureSuccessStatusCode();

        var answer = await owner.PostAsJsonAsync("/api/definitions/api-bad/publish", new { });

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.JsonAsync();
        problem["code"]!.GetValue<string>().Should().Be("definition.refused");
        problem["problems"]!.AsArray().Should().NotBeEmpty();
    }

    [Fact]
    public async Task Instance_OfAnotherCompany_DoesNotExist()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var person = await server.AsAsync(Role.Operator);
        (await owner.PostAsJsonAsync("/api/definitions/import?publish=true", Approval("api-private"))).EnsureSuccessStatusCode();
        var id = (await person.PostAsJsonAsync("/api/instances", new { definitionId = "api-private" }).JsonAsync())["instanceId"]!.GetValue<string>();
        await server.CreateCompanyAsync("60803000-K", role => $"elsewhere-{TestServer.NameOf(role)}");
        using var stranger = await server.AsAsync("elsewhere-operator");

        (await stranger.GetAsync($"/api/instances/{id}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await stranger.PostAsJsonAsync($"/api/instances/{id}/cancel", new { })).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await person.GetAsync($"/api/instances/{id}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Activities_InEachLanguage_AreDescribed()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);

        var activities = (await client.GetAsync("/api/activities").JsonAsync()).AsArray();

        activities.Select(a => a!["typeName"]!.GetValue<string>()).Should().Contain(["Elsa.Flowchart", "Ledger.HumanTask"]);
    }

    private static JsonNode Approval(string id) => JsonNode.Parse(
        """
        {"definitionId":"$ID$","name":"Approval","root":{"id":"flow","type":"Elsa.Flowchart","activities":[
            {"id":"ask","type":"Ledger.HumanTask",
             "title":{"typeName":"String","expression":{"type":"Literal","value":"¿De acuerdo?"}},
             "candidateRoles":{"typeName":"Object","expression":{"type":"Object","value":"[\"Approver\"]"}},
             "outcomes":{"typeName":"Object","expression":{"type":"Object","value":"[\"Yes\",\"No\"]"}}},
            {"id":"end","type":"Elsa.End"}],
          "connections":[
            {"source":{"activity":"ask","port":"Yes"},"target":{"activity":"end","port":"In"}},
            {"source":{"activity":"ask","port":"No"},"target":{"activity":"end","port":"In"}}]}}
        """.Replace("$ID$", id, StringComparison.Ordinal))!;

    private static async Task<JsonNode> WaitAsync(Func<Task<JsonNode?>> look)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("It did not come within a minute.");
    }
}
