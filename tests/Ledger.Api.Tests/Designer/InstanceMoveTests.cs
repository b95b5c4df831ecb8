using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Designer;

/// <summary>Moving an instance, and the overview its page is drawn from, over HTTP (features.md W8, W11).</summary>
[Trait("row", "W11")]
public sealed class InstanceMoveTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Move_CheckedAndDone_IsTheOwnersAndSaysWhyNot()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        using var person = await server.AsAsync(Role.Operator);
        await ImportAsync(owner, "move-http", """{"id":"wait","name":"Espera","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"move-http"}}}""");
        var id = (await person.PostAsJsonAsync("/api/instances", new { definitionId = "move-http" }).JsonAsync())["instanceId"]!.GetValue<string>();
        (await owner.GetAsync($"/api/instances/{id}/move-check").JsonAsync())["problems"]![0]!["code"]!.GetValue<string>().Should().Be("move.same-version");
        await ImportAsync(owner, "move-http", """{"id":"other","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"x"}}}""");

        var refused = await owner.PostAsJsonAsync($"/api/instances/{id}/move", new { });
        refused.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        var problem = await refused.JsonAsync();
        problem["code"]!.GetValue<string>().Should().Be("instance.move-refused");
        problem["problems"]![0]!["message"]!.GetValue<string>().Should().Contain("Espera");
        await ImportAsync(
            owner, "move-http",
            """{"id":"wait","name":"Espera","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"move-http"}}}""",
            """{"id":"more","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"more"}}}""");

        var overview = await owner.GetAsync($"/api/instances/{id}/overview").JsonAsync();
        overview["publishedVersion"]!.GetValue<int>().Should().Be(3);
        (await person.PostAsJsonAsync($"/api/instances/{id}/move", new { })).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await person.GetAsync($"/api/instances/{id}/move-check").JsonAsync())["isAllowed"]!.GetValue<bool>().Should().BeTrue();
        var moved = await owner.PostAsJsonAsync($"/api/instances/{id}/move", new { }).JsonAsync();
        moved["toVersion"]!.GetValue<int>().Should().Be(3);
        var now = await owner.GetAsync($"/elsa/api/workflow-instances/{id}").JsonAsync();
        now["version"]!.GetValue<int>().Should().Be(3);
        var journal = await owner.GetAsync($"/elsa/api/workflow-instances/{id}/journal").JsonAsync();
        journal["items"]!.AsArray().Should().ContainSingle(e => e!["eventName"]!.GetValue<string>() == "Moved");
        (await owner.GetAsync($"/api/instances/{id}/overview").JsonAsync())["moves"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Overview_OfAFaultedInstance_NamesStepReasonAndWaysOn()
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        await ImportAsync(
            owner, "overview-http",
            """{"id":"bad","name":"Pagar","type":"Elsa.Fault","code":{"typeName":"String","expression":{"type":"Literal","value":"x"}},"message":{"typeName":"String","expression":{"type":"Literal","value":"No hay saldo"}}}""");
        var id = (await owner.PostAsJsonAsync("/api/instances", new { definitionId = "overview-http" }).JsonAsync())["instanceId"]!.GetValue<string>();

        var overview = await owner.GetAsync($"/api/instances/{id}/overview").JsonAsync();

        var incident = overview["incidents"]!.AsArray().Should().ContainSingle().Subject!;
        incident["activityName"]!.GetValue<string>().Should().Be("Pagar");
        incident["message"]!.GetValue<string>().Should().Contain("No hay saldo");
        incident["outcomes"]!.AsArray().Select(o => o!.GetValue<string>()).Should().Equal("Done");
        (await owner.PostAsJsonAsync($"/api/instances/{id}/incidents/{incident["id"]}/skip", new { outcome = "Done" })).EnsureSuccessStatusCode();
        var after = await owner.GetAsync($"/api/instances/{id}/overview").JsonAsync();
        after["instance"]!["subStatus"]!.GetValue<string>().Should().Be("Finished");
        after["incidents"]!.AsArray().Should().BeEmpty();
        (await owner.GetAsync("/api/instances/1/overview")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task ImportAsync(HttpClient owner, string id, params string[] steps)
    {
        var answer = await owner.PostAsJsonAsync("/api/definitions/import?publish=true", JsonNode.Parse(
            $$$"""{"definitionId":"{{{id}}}","name":"{{{id}}}","root":{"id":"root","type":"Elsa.Sequence","activities":[{{{string.Join(",", steps)}}}]}}"""));
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }
}
