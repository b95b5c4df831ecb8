using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Scenarios;

/// <summary>Problems and scenarios of a definition through the API (W1, W10).</summary>
[Trait("row", "W10")]
public sealed class ScenarioApiTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Scenarios_StoredRunAndChanged_TellTheLastResultAndWhetherItStillHolds()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var approver = await server.AsAsync(Role.Approver);
        (await owner.PostAsJsonAsync("/api/definitions", Definition("one"))).EnsureSuccessStatusCode();
        var empty = await approver.GetAsync("/api/definitions/scenario-api/scenarios").JsonAsync();
        var refused = await owner.PutAsync("/api/definitions/scenario-api/scenarios", Json("{\"scenarios\":[\n{\"nmae\":\"x\"}]}"));
        var forbidden = await approver.PutAsync("/api/definitions/scenario-api/scenarios", Json("{\"scenarios\":[]}"));
        var none = await owner.PostAsync("/api/definitions/scenario-api/scenarios/run", null);
        (await owner.PutAsync("/api/definitions/scenario-api/scenarios", Json(
            """{"scenarios":[{"name":"good","start":{},"expect":{"status":"Finished","path":["l"]}},{"name":"bad","start":{},"expect":{"path":["x"]}}]}"""))).EnsureSuccessStatusCode();

        var ran = await owner.PostAsync("/api/definitions/scenario-api/scenarios/run", null).JsonAsync();
        (await owner.PostAsJsonAsync("/api/definitions", Definition("two"))).EnsureSuccessStatusCode();
        var later = await approver.GetAsync("/api/definitions/scenario-api/scenarios").JsonAsync();

        empty["items"]!.AsArray().Should().BeEmpty();
        refused.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await refused.JsonAsync())["detail"]!.GetValue<string>().Should().Contain("nmae").And.Contain("2");
        forbidden.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await none.CodeAsync()).Should().Be("scenario.none");
        ran["items"]!.AsArray().Select(i => i!["passed"]!.GetValue<bool>()).Should().Equal(true, false);
        ran["items"]![1]!["problems"]![0]!["code"]!.GetValue<string>().Should().Be("scenario.path-differs");
        ran["isCurrent"]!.GetValue<bool>().Should().BeTrue();
        later["isCurrent"]!.GetValue<bool>().Should().BeFalse("the definition changed since");
        later["items"]![0]!["passed"]!.GetValue<bool>().Should().BeTrue();
        (await owner.GetAsync("/api/instances?definitionId=scenario-api").JsonAsync())["totalCount"]!.GetValue<int>().Should().Be(0, "nothing of it is in the books");
    }

    [Fact]
    public async Task Scenarios_OfShippedDefinitions_AreThereFromTheStart()
    {
        using var reader = await server.AsAsync(Role.Auditor);

        var found = await reader.GetAsync("/api/definitions/mass-payment/scenarios").JsonAsync();

        found["items"]!.AsArray().Should().HaveCountGreaterThan(5);
        found["origin"]!.GetValue<string>().Should().Be("file");
    }

    [Fact]
    public async Task Problems_OfADraft_AreToldInTheCallersLanguageWithTheStep()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var draft = JsonNode.Parse("""{"definitionId":"scenario-problems","name":"P","root":{"id":"t","type":"Ledger.HumanTask","title":{"expression":{"type":"Literal","value":"x"}},"candidateRoles":{"expression":{"type":"Object","value":"[\"Boss\"]"}}}}""");
        (await owner.PostAsJsonAsync("/api/definitions", draft)).EnsureSuccessStatusCode();

        var problems = (await owner.GetAsync("/api/definitions/scenario-problems/problems").JsonAsync()).AsArray();

        var problem = problems.Single(p => p!["code"]!.GetValue<string>() == "task.role-unknown")!;
        (problem["severity"]!.GetValue<string>(), problem["activityId"]!.GetValue<string>()).Should().Be(("Error", "t"));
        problem["message"]!.GetValue<string>().Should().Contain("Boss").And.Contain("Approver");
    }

    private static JsonNode Definition(string text) => JsonNode.Parse(
        "{\"definitionId\":\"scenario-api\",\"name\":\"S\",\"root\":{\"id\":\"l\",\"type\":\"Elsa.WriteLine\",\"text\":{\"expression\":{\"type\":\"Literal\",\"value\":\"" + text + "\"}}}}")!;

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
