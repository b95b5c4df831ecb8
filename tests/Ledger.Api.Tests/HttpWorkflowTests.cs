using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests;

/// <summary>Workflows that are started and answer over HTTP (features.md W4).</summary>
public sealed class HttpWorkflowTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Gateway_DefinitionWithAnEndpoint_AnswersWhatTheWorkflowWrites()
    {
        await PublishAsync("http-echo", "echo/{name}", authorize: false);
        using var anyone = server.Anonymous();

        var answer = await anyone.PostAsJsonAsync("/workflows/echo/ana", new { amount = 5 });

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("ana");
        answer.Headers.Contains("X-Ledger-Instance").Should().BeTrue();
        (await anyone.GetAsync("/workflows/echo/ana")).StatusCode.Should().Be(HttpStatusCode.NotFound, "only POST is listened to");
        (await anyone.PostAsJsonAsync("/workflows/nobody", new { })).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Gateway_EndpointWantsItsCaller_NobodyIsTurnedAway()
    {
        await PublishAsync("http-private", "private/{name}", authorize: true);
        using var anyone = server.Anonymous();
        using var person = await server.AsAsync(Role.Operator);

        (await anyone.PostAsJsonAsync("/workflows/private/x", new { })).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await person.PostAsJsonAsync("/workflows/private/x", new { })).StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    private async Task PublishAsync(string id, string path, bool authorize)
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        var definition = JsonNode.Parse(
            """
            {"definitionId":"$ID$","name":"Echo","variables":[{"id":"v1","name":"Route","typeName":"Object"}],
             "root":{"id":"flow","type":"Elsa.Flowchart","activities":[
                {"id":"in","type":"Elsa.HttpEndpoint","customProperties":{"canStartWorkflow":true},
                 "path":{"typeName":"String","expression":{"type":"Literal","value":"$PATH$"}},
                 "supportedMethods":{"typeName":"String[]","expression":{"type":"Object","value":"[\"POST\"]"}},
                 "authorize":{"typeName":"Boolean","expression":{"type":"Literal","value":$AUTH$}},
                 "routeData":{"typeName":"Object","memoryReference":{"id":"v1"}}},
                {"id":"out","type":"Elsa.WriteHttpResponse",
                 "statusCode":{"typeName":"String","expression":{"type":"Literal","value":"202"}},
                 "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"'hello ' + variables.Route.name"}},
                 "contentType":{"typeName":"String","expression":{"type":"Literal","value":"text/plain"}}}],
              "connections":[{"source":{"activity":"in","port":"Done"},"target":{"activity":"out","port":"In"}}]}}
            """.Replace("$ID$", id, StringComparison.Ordinal).Replace("$PATH$", path, StringComparison.Ordinal)
            .Replace("$AUTH$", authorize ? "true" : "false", StringComparison.Ordinal))!;
        var answer = await owner.PostAsJsonAsync("/api/definitions/import?publish=true", definition);
        answer.IsSuccessStatusCode.Should().BeTrue(await answer.Content.ReadAsStringAsync());
    }
}
