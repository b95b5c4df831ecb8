using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Api.Designer.Instances.Live;
using Ledger.Domain.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests.Designer;

/// <summary>The hub for live instances, spoken to as the studio does (features.md W8, elsa-api.md §10).</summary>
[Trait("row", "W8")]
public sealed class InstanceHubTests(TestServer server) : IClassFixture<TestServer>
{
    private const char End = '\u001e';

    private readonly Queue<JsonNode> _messages = new();
    private readonly StringBuilder _text = new();

    [Fact]
    public async Task Observing_WhileATaskIsDecided_HearsOfBadgesJournalAndInstance()
    {
        var id = await StartAsync("hub-live");
        using var approver = await server.AsAsync(Role.Approver);
        using var socket = await ConnectAsync(approver);

        await SayAsync(socket, $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{id}}"]}""");
        var first = await UntilAsync(socket, m => m["target"]?.GetValue<string>() == "ActivityExecutionLogUpdatedAsync");
        Badge(first, "ask")!["isBlocked"]!.GetValue<bool>().Should().BeTrue("how it stands comes at once");
        var task = (await approver.GetAsync($"/api/tasks?instanceId={id}").JsonAsync())["items"]![0]!["id"]!.GetValue<string>();
        (await approver.PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Yes" })).EnsureSuccessStatusCode();

        var badges = await UntilAsync(socket, m => m["target"]?.GetValue<string>() == "ActivityExecutionLogUpdatedAsync" && Badge(m, "end") is not null);
        Badge(badges, "ask")!["completedCount"]!.GetValue<int>().Should().Be(1);
        Badge(badges, "ask")!["isBlocked"]!.GetValue<bool>().Should().BeFalse();
        await UntilAsync(socket, m => m["target"]?.GetValue<string>() == "WorkflowExecutionLogUpdatedAsync");
        var changed = await UntilAsync(socket, m => m["target"]?.GetValue<string>() == "WorkflowInstanceUpdatedAsync");
        changed["arguments"]![0]!["workflowInstanceId"]!.GetValue<string>().Should().Be(id);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        var live = server.App.Services.GetRequiredService<LiveInstances>();
        await WaitAsync(() => live.InstanceCount == 0 && live.ConnectionCount == 0);
    }

    [Fact]
    public async Task Observing_AnotherProcessChangesIt_IsHeardToo()
    {
        var id = await StartAsync("hub-elsewhere");
        using var approver = await server.AsAsync(Role.Approver);
        using var socket = await ConnectAsync(approver);
        await SayAsync(socket, $$"""{"type":1,"target":"ObserveInstanceAsync","arguments":["{{id}}"]}""");
        await UntilAsync(socket, m => m["target"]?.GetValue<string>() == "WorkflowInstanceUpdatedAsync");

        await server.Database.WriteAsync(tx => tx.ExecuteAsync(
            "update workflow_instances set revision = revision + 1 where id = $1", long.Parse(id, System.Globalization.CultureInfo.InvariantCulture)));

        (await UntilAsync(socket, m => m["target"]?.GetValue<string>() == "WorkflowInstanceUpdatedAsync")).Should().NotBeNull();
    }

    [Fact]
    public async Task Observing_AnotherCompanysInstance_IsRefused()
    {
        var id = await StartAsync("hub-private");
        await server.CreateCompanyAsync("60803000-K", role => $"hub-{TestServer.NameOf(role)}");
        using var stranger = await server.AsAsync("hub-processowner");
        using var socket = await ConnectAsync(stranger);

        await SayAsync(socket, $$"""{"type":1,"invocationId":"7","target":"ObserveInstanceAsync","arguments":["{{id}}"]}""");

        var answer = await UntilAsync(socket, m => m["invocationId"]?.GetValue<string>() == "7");
        answer["error"]!.GetValue<string>().Should().Contain("instance.not-found");
    }

    [Fact]
    public async Task Connecting_WithoutOrWithAWrongToken_IsRefused()
    {
        using var nobody = server.Anonymous();
        (await nobody.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await nobody.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1&access_token=nonsense", null)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using var reader = await server.AsAsync(Role.Auditor);
        var token = reader.DefaultRequestHeaders.Authorization!.Parameter!;
        (await nobody.GetAsync($"/elsa/api/features/installed?access_token={Uri.EscapeDataString(token)}")).StatusCode
            .Should().Be(HttpStatusCode.Unauthorized, "only the hub takes a token from the address");
        (await reader.GetAsync("/elsa/api/features/installed").JsonAsync()).ToJsonString().Should().Contain("Elsa.RealTimeWorkflowUpdates");
        (await nobody.PostAsync($"/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1&access_token={Uri.EscapeDataString(token)}", null)).StatusCode
            .Should().Be(HttpStatusCode.OK);
    }

    private static JsonNode? Badge(JsonNode message, string activityId) =>
        message["arguments"]![0]!["stats"]!.AsArray().FirstOrDefault(s => s!["activityId"]!.GetValue<string>() == activityId);

    private async Task<string> StartAsync(string definitionId)
    {
        using var owner = await server.AsAsync(Role.ProcessOwner);
        (await owner.PostAsJsonAsync("/api/definitions/import?publish=true", JsonNode.Parse(
            """
            {"definitionId":"$ID$","name":"Hub","root":{"id":"flow","type":"Elsa.Flowchart","activities":[
                {"id":"ask","type":"Ledger.HumanTask","title":{"typeName":"String","expression":{"type":"Literal","value":"?"}},
                 "candidateRoles":{"typeName":"Object","expression":{"type":"Object","value":"[\"Approver\"]"}},
                 "outcomes":{"typeName":"Object","expression":{"type":"Object","value":"[\"Yes\",\"No\"]"}}},
                {"id":"end","type":"Elsa.End"}],
              "connections":[{"source":{"activity":"ask","port":"Yes"},"target":{"activity":"end","port":"In"}},
                {"source":{"activity":"ask","port":"No"},"target":{"activity":"end","port":"In"}}]}}
            """.Replace("$ID$", definitionId, StringComparison.Ordinal)))).EnsureSuccessStatusCode();
        return (await owner.PostAsJsonAsync("/api/instances", new { definitionId }).JsonAsync())["instanceId"]!.GetValue<string>();
    }

    private async Task<ClientWebSocket> ConnectAsync(HttpClient person)
    {
        var token = person.DefaultRequestHeaders.Authorization!.Parameter!;
        var negotiated = await person.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null).JsonAsync();
        var socket = new ClientWebSocket();
        var address = new UriBuilder(server.Address)
        {
            Scheme = "ws",
            Path = "/elsa/hubs/workflow-instance",
            Query = $"id={negotiated["connectionToken"]}&access_token={Uri.EscapeDataString(token)}",
        };
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
        await SayAsync(socket, """{"protocol":"json","version":1}""");
        return socket;
    }

    private static Task SayAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, CancellationToken.None);

    // Several messages come at once: what comes after the wanted one is kept for the next look.
    private async Task<JsonNode> UntilAsync(ClientWebSocket socket, Func<JsonNode, bool> isWanted)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            while (_messages.TryDequeue(out var message))
            {
                if (isWanted(message))
                {
                    return message;
                }
            }

            var received = await socket.ReceiveAsync(buffer, limit.Token);
            _text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            var all = _text.ToString();
            var end = all.LastIndexOf(End);
            if (end >= 0)
            {
                _text.Remove(0, end + 1);
                foreach (var message in all[..end].Split(End))
                {
                    _messages.Enqueue(JsonNode.Parse(message)!);
                }
            }
        }
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 600 && !isSo(); i++)
        {
            await Task.Delay(100);
        }

        isSo().Should().BeTrue();
    }
}
