using System.Text.Json.Nodes;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Ledger.Workflows.Activities.Http;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Mail;
using Ledger.Workflows.Tests.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Ledger.Workflows.Tests.PeopleHost;

namespace Ledger.Workflows.Tests.Http;

[Trait("row", "W4")]
public abstract class HttpActivitiesContract(DatabaseKind kind)
{
    [Fact]
    public async Task Endpoint_StartsTheWorkflow_AndTheCallerGetsItsAnswer()
    {
        await using var host = await CreateAsync(kind);
        var endpoint = Flow.Activity("Elsa.HttpEndpoint", "in", ("path", "orders/{id}"), ("supportedMethods", new JsonArray("POST")), ("policy", "Operator")).AsTrigger();
        endpoint["routeData"] = Bound("route");
        endpoint["parsedContent"] = Bound("body");
        var answer = Flow.Activity("Elsa.WriteHttpResponse", "out", ("statusCode", "Created"), ("responseHeaders", new JsonObject { ["X-Kind"] = "order" }));
        answer["content"] = Script("({ id: getVariable('route').id, amount: getVariable('body').amount })");
        (await host.ImportAsync(Flow.Definition("orders", Flow.Sequence(endpoint, answer), variables: new JsonArray(Flow.Variable("route"), Flow.Variable("body")))))
            .Problems.Should().BeEmpty();
        var gateway = host.Get<IHttpWorkflowGateway>();

        (await gateway.FindAsync(Company, "GET", "orders/12")).Should().BeNull();
        (await gateway.FindAsync(Company, "POST", "orders")).Should().BeNull();
        var found = (await gateway.FindAsync(Company, "POST", "/Orders/12"))!;
        found.Authorize.Should().BeTrue();
        found.Policy.Should().Be("Operator");
        var response = await gateway.HandleAsync(
            found, new HttpWorkflowRequest("POST", "orders/12") { ContentType = "application/json", Body = """{"amount":5}""" }, Owner);

        response.Status.Should().Be(201);
        response.ContentType.Should().Be("application/json");
        JsonNode.DeepEquals(JsonNode.Parse(response.Body!), JsonNode.Parse("""{"id":"12","amount":5}""")).Should().BeTrue(response.Body);
        response.Headers["X-Kind"].Should().Equal("order");
        (await host.StatusAsync(response.InstanceId!.Value)).Should().Be(WorkflowSubStatus.Finished);
        (await host.Database.QueryAsync("select id from http_exchanges", r => r.GetInt64(0))).Should().BeEmpty();
    }

    [Fact]
    public async Task Endpoint_InTheMiddle_WaitsForItsRequestAndAnswersIt()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(
            Flow.Activity("Elsa.HttpEndpoint", "in", ("path", "go/{what}"), ("supportedMethods", new JsonArray("GET", "POST"))),
            Flow.Activity("Elsa.WriteHttpResponse", "out", ("content", "thanks")),
            Flow.Line("done"))));
        var instance = await host.StartAsync("p");
        var gateway = host.Get<IHttpWorkflowGateway>();
        (await gateway.FindAsync(8, "GET", "go/on")).Should().BeNull("it is another company's");
        var found = (await gateway.FindAsync(Company, "GET", "go/on"))!;

        var answer = gateway.HandleAsync(found, new HttpWorkflowRequest("GET", "go/on"), Owner);
        while (!answer.IsCompleted)
        {
            await host.DrainAsync();
            await Task.Delay(10);
        }

        (await answer).Should().Match<HttpWorkflowResponse>(r => r.Status == 200 && r.Body == "thanks" && r.InstanceId == instance.InstanceId);
        (await host.LinesAsync(instance.InstanceId)).Should().Equal("done");
        (await gateway.FindAsync(Company, "POST", "go/on")).Should().BeNull("the other method's bookmark went with it");
        await gateway.Invoking(g => g.HandleAsync(found, new HttpWorkflowRequest("GET", "go/on"), Owner))
            .Should().ThrowAsync<WorkflowException>().Where(e => e.Code == "http.gone");
    }

    [Fact]
    public async Task Endpoint_WorkflowThatDoesNotAnswer_TellsTheCallerThatItGoesOn()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(
            Flow.Activity("Elsa.HttpEndpoint", "in", ("path", "later")).AsTrigger(), Flow.Wait("go"))));
        var gateway = host.Get<IHttpWorkflowGateway>();

        var response = await gateway.HandleAsync((await gateway.FindAsync(Company, "GET", "later"))!, new HttpWorkflowRequest("GET", "later"), Owner);

        response.Status.Should().Be(202);
        (await host.StatusAsync(response.InstanceId!.Value)).Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task SendRequest_ToARealServer_GoesOnByItsStatusWithAnIdempotencyKey()
    {
        await using var server = await Server.StartAsync();
        await using var host = await CreateAsync(kind, services => services.Configure<HttpOptions>(o => o.AllowedHosts.Add(server.Authority)));
        var send = Flow.Activity(
            "Elsa.FlowSendHttpRequest", "send", ("url", $"http://{server.Authority}/pay"), ("method", "POST"), ("content", new JsonObject { ["amount"] = 5 }),
            ("expectedStatusCodes", new JsonArray(200, 409)));
        send["parsedContent"] = Bound("body");
        var said = Flow.Activity("Elsa.WriteLine", "conflict");
        said["text"] = Script("'conflict: ' + getVariable('body').reason");
        await host.ImportAsync(Flow.Definition("p", Chart(send, said, "409"), variables: new JsonArray(Flow.Variable("body"))));

        var instance = await host.StartAsync("p");
        await SettleAsync(host, instance.InstanceId);

        (await host.LinesAsync(instance.InstanceId)).Should().Equal("conflict: paid already");
        var call = server.Calls.Should().ContainSingle().Subject;
        call.Should().StartWith("POST /pay application/json {\"amount\":5} ").And.EndWith($"{instance.InstanceId}-" + call[(call.LastIndexOf('-') + 1)..]);
    }

    [Fact]
    public async Task SendRequest_NobodyThere_TakesThePortThatIsDrawnForIt()
    {
        await using var host = await CreateAsync(kind, services => services.Configure<HttpOptions>(o => o.AllowedHosts.Add("127.0.0.1:1")));
        var send = Flow.Activity("Elsa.FlowSendHttpRequest", "send", ("url", "http://127.0.0.1:1/"));
        await host.ImportAsync(Flow.Definition("p", Chart(send, Flow.Activity("Elsa.WriteLine", "failed", ("text", "no connection")), "Failed to connect")));

        var instance = await host.StartAsync("p");
        await SettleAsync(host, instance.InstanceId);

        (await host.LinesAsync(instance.InstanceId)).Should().Equal("no connection");
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "http.host-not-allowed")]
    [InlineData("http://localhost/", "http.host-not-allowed")]
    [InlineData("http://allowed.example:81/", "http.host-not-allowed")]
    [InlineData("http://evilexample.org/", "http.host-not-allowed")]
    [InlineData("file:///etc/passwd", "http.url-invalid")]
    [InlineData("http://allowed.example@127.0.0.1/", "http.url-invalid")]
    [InlineData("//allowed.example/", "http.url-invalid")]
    public async Task SendRequest_HostThatIsNotListed_IsAnIncidentBeforeAnyCall(string url, string code)
    {
        await using var host = await CreateAsync(kind, services => services.Configure<HttpOptions>(o =>
        {
            o.AllowedHosts.Add("allowed.example");
            o.AllowedHosts.Add("*.example.org");
        }));
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(Flow.Activity("Elsa.SendHttpRequest", "send", ("url", url)))));

        var instance = await host.StartAsync("p");

        (await host.DetailAsync(instance.InstanceId)).Incidents.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact] // architecture.md §2.2: mail is a row of the outbox
    public async Task SendEmail_IsQueuedWithTheStep()
    {
        await using var host = await CreateAsync(kind);
        await host.ImportAsync(Flow.Definition("p", Flow.Sequence(Flow.Activity(
            "Elsa.SendEmail", "mail", ("to", new JsonArray("ana@example.com")), ("bcc", new JsonArray("eva@example.com")), ("subject", "Hi"), ("body", "<p>x</p>")))));

        var instance = await host.StartAsync("p");

        var mails = (await host.Get<IOutbox>().ListAsync(Company, "queued", new PageRequest())).Items;
        mails.SelectMany(m => m.To).Should().BeEquivalentTo("ana@example.com", "eva@example.com");
        mails.Should().HaveCount(2).And.OnlyContain(m => m.InstanceId == instance.InstanceId && m.Subject == "Hi");
    }

    private static async Task SettleAsync(PeopleHost host, long instance)
    {
        for (var i = 0; i < 500 && await host.StatusAsync(instance) is not (WorkflowSubStatus.Finished or WorkflowSubStatus.Faulted); i++)
        {
            await host.DrainAsync();
            await Task.Delay(20);
        }
    }

    private static JsonObject Chart(JsonObject first, JsonObject second, string port) => new()
    {
        ["type"] = "Elsa.Flowchart",
        ["id"] = "flow",
        ["start"] = (string)first["id"]!,
        ["activities"] = new JsonArray(first, second),
        ["connections"] = new JsonArray(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = (string)first["id"]!, ["port"] = port },
            ["target"] = new JsonObject { ["activity"] = (string)second["id"]!, ["port"] = "In" },
        }),
    };

    private static JsonObject Script(string code) => new()
    {
        ["typeName"] = "Object",
        ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = code },
    };

    private static JsonObject Bound(string variable) => new() { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = variable } };

    private sealed class Server(WebApplication app) : IAsyncDisposable
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Calls { get; } = [];

        public string Authority { get; private set; } = string.Empty;

        public static async Task<Server> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var server = new Server(app);
            app.Run(async context =>
            {
                var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
                server.Calls.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.ContentType} {body} {context.Request.Headers["Idempotency-Key"]}");
                context.Response.StatusCode = 409;
                await context.Response.WriteAsJsonAsync(new { reason = "paid already" });
            });
            await app.StartAsync();
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            server.Authority = new Uri(address).Authority;
            return server;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}

public sealed class SqliteHttpActivitiesTests() : HttpActivitiesContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlHttpActivitiesTests() : HttpActivitiesContract(DatabaseKind.PostgreSql);
