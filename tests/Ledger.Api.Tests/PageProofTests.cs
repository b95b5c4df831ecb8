using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Ledger.Api.Identity;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>What pages must withstand: addresses typed by whoever may not, forms of other sites, files with hostile names (issue 4 §8).</summary>
public sealed class PageProofTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Pages_ByAddress_OpenForTheRolesOfTheirPolicyAndForNobodyElse()
    {
        var pages = Pages();
        var wrong = new List<string>();
        var (opened, refused) = (0, 0);
        foreach (var role in Enum.GetValues<Role>())
        {
            using var client = await server.AsAsync(role);
            foreach (var (page, path) in pages)
            {
                using var answer = await client.SendAsync(Html(path));
                var may = page.Metadata.GetOrderedMetadata<IAuthorizeData>().All(a => a.Policy is Policies.SignedIn || Policies.RolesOf[a.Policy!].Contains(role.ToString()));
                var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
                (opened, refused) = may ? (opened + 1, refused) : (opened, refused + 1);
                if (!isPage || answer.StatusCode != (may ? HttpStatusCode.OK : HttpStatusCode.Forbidden))
                {
                    wrong.Add($"{role} {path}: {answer.StatusCode} {answer.Content.Headers.ContentType}");
                }
            }
        }

        wrong.Should().BeEmpty();
        opened.Should().BeGreaterThan(15);
        refused.Should().BeGreaterThanOrEqualTo(pages.Count(p => p.Page.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy is not (Policies.SignedIn or Policies.Reads))));
    }

    [Theory] // a circuit that nobody guards would show what the address does not
    [InlineData("text/html")]
    [InlineData("*/*")]
    [InlineData("text/*, application/json;q=0.5")]
    public async Task Pages_OfNobody_LeadToTheSignInPageWhateverIsAccepted(string accept)
    {
        using var client = server.Anonymous();
        foreach (var (_, path) in Pages())
        {
            using var answer = await client.SendAsync(Html(path, accept));
            answer.StatusCode.Should().Be(HttpStatusCode.Redirect, path);
            answer.Headers.Location!.OriginalString.Should().StartWith("/sign-in", path);
        }

        using var program = await client.SendAsync(Html("/", "application/json"));
        program.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "a program wants a status");
    }

    [Fact]
    public async Task Session_Cookie_CannotBeReadByScriptsNorSentByOtherSitesForms()
    {
        using var client = server.Anonymous();
        client.DefaultRequestHeaders.Add("X-Requested-With", "test");
        using var answer = await client.PostAsJsonAsync("/api/auth/sign-in", new { userName = TestServer.NameOf(Role.Operator), password = TestServer.Password });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ledger.session=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.Should().Contain("httponly").And.Contain("samesite=lax").And.Contain("path=/");
    }

    [Theory] // what a form or a simple fetch of another site can send without asking
    [InlineData("application/x-www-form-urlencoded", "a=b")]
    [InlineData("text/plain", "{\"password\":\"x\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na\r\n--x--\r\n")]
    public async Task Forgery_OfEveryEndpointThatChanges_IsRefusedThoughTheCookieCame(string contentType, string body)
    {
        using var client = await CookieAsync(Role.Administrator);
        var wrong = new List<string>();
        var tried = 0;
        foreach (var endpoint in Endpoints())
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            if (!methods.Contains("POST") || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || endpoint.RoutePattern.RawText!.StartsWith("/_blazor", StringComparison.Ordinal))
            {
                continue;
            }

            tried++;
            using var request = new HttpRequestMessage(HttpMethod.Post, PathOf(endpoint)) { Content = new StringContent(body) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            request.Headers.Add("Origin", "https://evil.example");
            using var answer = await client.SendAsync(request);
            // 415: the endpoint takes JSON only, which no form sends.
            if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound)
                || answer.Headers.Contains("Access-Control-Allow-Origin"))
            {
                wrong.Add($"{endpoint.RoutePattern.RawText}: {answer.StatusCode}");
            }
        }

        wrong.Should().BeEmpty();
        tried.Should().BeGreaterThan(30);
    }

    public static TheoryData<string, string> HostileNames => new()
    {
        { "../../../etc/passwd.txt", "passwd.txt" },
        { @"..\..\windows\system32\drivers.txt", "drivers.txt" },
        { "C:\\autoexec.txt", "autoexec.txt" },
        { "<img src=x onerror=alert(1)>.txt", "_img src=x onerror=alert(1)_.txt" },
        { "\"; filename=\"evil.exe.txt", null! },
        { "in\u202Evoice\u2066fdp.txt", "invoicefdp.txt" },
        { "nu\0ll\u0007.txt", "null.txt" },
        { "line\r\nSet-Cookie: a=b.txt", null! },
        { "....txt", "file.txt" },
        { new string('ñ', 400) + ".txt", new string('ñ', 120) + ".txt" },
        { "  .txt", "file.txt" },
        { "emoji 🧾 factura.txt", "emoji 🧾 factura.txt" },
    };

    [Theory]
    [MemberData(nameof(HostileNames))]
    public async Task Upload_WithAHostileName_IsKeptAndSentUnderASafeOne(string name, string? wanted)
    {
        var (tasks, person, taskId) = await TaskAsync();

        var file = await tasks.AttachAsync(person, taskId, name, "text/html", "<script>alert(1)</script>"u8.ToArray());
        using var client = await server.AsAsync(Role.Approver);
        using var answer = await client.GetAsync($"/api/tasks/{taskId}/attachments/{file.Id}");

        if (wanted is not null)
        {
            file.FileName.Should().Be(wanted);
        }

        file.FileName.Should().EndWith(".txt").And.NotContainAny("/", "\\", "<", ">", "\"", "\r", "\n", "\0", "\u202E", "\u2066", ";");
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        (answer.Content.Headers.ContentDisposition.FileNameStar ?? answer.Content.Headers.ContentDisposition.FileName).Should().Be(file.FileName);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("text/plain", "neither the browser's word nor the content's look is believed");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Content-Security-Policy").Should().NotBeEmpty();
        answer.Headers.Contains("Set-Cookie").Should().BeFalse();
    }

    [Theory]
    [InlineData("page.html", "<html>", "task.attachment-kind")]
    [InlineData("page.pdf", "<html>", "task.attachment-kind")]
    [InlineData("picture.png", "%PDF-1.7", "task.attachment-kind")]
    [InlineData("page.pdf.html", "%PDF-1.7", "task.attachment-kind")]
    [InlineData("page.txt\0.html", "text", "task.attachment-kind")]
    [InlineData("picture.svg", "<svg onload='alert(1)'/>", "task.attachment-kind")]
    [InlineData("program.exe", "MZ", "task.attachment-kind")]
    [InlineData("none", "text", "task.attachment-kind")]
    public async Task Upload_OfAKindThatIsNotTaken_IsRefusedWithTheKindsThatAre(string name, string content, string code)
    {
        var (_, _, taskId) = await TaskAsync();
        using var client = await server.AsAsync(Role.Approver);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name.Replace("\0", "%00", StringComparison.Ordinal) } };
        using var answer = await client.PostAsync($"/api/tasks/{taskId}/attachments", form);

        var problem = await answer.JsonAsync();
        problem["code"]!.GetValue<string>().Should().Be(code);
        problem["detail"]!.GetValue<string>().Should().Contain(".pdf");
    }

    [Fact]
    public async Task Upload_ThatIsTooLarge_IsRefusedAndLeavesNothing()
    {
        var (tasks, person, taskId) = await TaskAsync();
        using var client = await server.AsAsync(Role.Approver);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[10_000_001]), "file", "big.txt" } };
        using var answer = await client.PostAsync($"/api/tasks/{taskId}/attachments", form);

        ((int)answer.StatusCode).Should().BeInRange(413, 422);
        (await tasks.AttachmentsAsync(person, taskId)).Should().BeEmpty();
    }

    private async Task<(IHumanTasks Tasks, TaskPerson Person, long TaskId)> TaskAsync()
    {
        var tasks = server.App.Services.GetRequiredService<IHumanTasks>();
        var approver = Role.Approver;
        var person = new TaskPerson(new Actor(server.CompanyId, server.Users[approver], TestServer.NameOf(approver)), [approver.ToString()]);
        var id = server.Database.Ids.Next();
        await server.Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(
                """
                insert into human_tasks (id, company_id, instance_id, bookmark_id, execution_id, definition_id, activity_id, title, outcomes,
                    candidate_roles, candidate_users, excluded_users, state, priority, urgency, due_sort, created_at)
                values ($1, $2, $1, $1, 'x', 'd', 'a', 'Files', '["Done"]', '["Approver"]', '[]', '[]', 0, 50, 50, $3, $4)
                """,
                id, server.CompanyId, long.MaxValue, server.Database.Clock.GetUtcNow().ToUnixTimeMilliseconds());
            await tx.ExecuteAsync(
                "insert into task_candidates (task_id, candidate, company_id, state, urgency, due_sort) values ($1, 'role:Approver', $2, 0, 50, $3)",
                id, server.CompanyId, long.MaxValue);
        });
        return (tasks, person, id);
    }

    private async Task<HttpClient> CookieAsync(Role role)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/sign-in") { Content = JsonContent.Create(new { userName = TestServer.NameOf(role), password = TestServer.Password }) };
        request.Headers.Add("X-Requested-With", "test");
        (await client.SendAsync(request)).EnsureSuccessStatusCode();
        return client;
    }

    private List<(RouteEndpoint Page, string Path)> Pages() =>
        [.. Endpoints().Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && e.Metadata.GetMetadata<IAllowAnonymous>() is null).Select(e => (e, PathOf(e)))];

    private IEnumerable<RouteEndpoint> Endpoints() =>
        server.App.Services.GetServices<EndpointDataSource>().Concat(((IEndpointRouteBuilder)server.App).DataSources).SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct();

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p =>
        p is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content : "1"))));

    private static HttpRequestMessage Html(string path, string accept = "text/html")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        return request;
    }
}
