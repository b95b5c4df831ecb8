using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Inbox;
using Ledger.Api.Pages.Saved;
using Ledger.Api.Pages.Tasks;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Ledger.Workflows.HumanTasks;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>What pages get from the server before a circuit stands: the way to the sign-in page, headers, the script, language, company.</summary>
public sealed class PagesTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("/", "/sign-in")]
    [InlineData("/tasks/5?x=1", "/sign-in?return=%2Ftasks%2F5%3Fx%3D1")]
    public async Task Page_OfNobody_LeadsToTheSignInPageWithTheWayBack(string path, string wanted)
    {
        using var client = server.Anonymous();
        using var answer = await client.SendAsync(Html(path));

        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.Should().Be(wanted);
    }

    [Fact]
    public async Task Page_ThatDoesNotExist_IsAPageForPeopleAndProblemDetailsForPrograms()
    {
        using var client = await server.AsAsync(Role.Operator);
        using var page = await client.SendAsync(Html("/no/such/page"));
        using var api = await client.GetAsync("/api/no-such");

        page.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await page.Content.ReadAsStringAsync()).Should().Contain("There is no page here").And.NotContain("<script");
        (await api.CodeAsync()).Should().Be("request.no-such-address");
    }

    [Fact]
    public async Task Page_OfAPerson_RunsNoScriptButTheServersFiles()
    {
        using var client = await server.AsAsync(Role.Approver);
        using var answer = await client.SendAsync(Html("/"));
        var html = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        policy.Should().Contain("default-src 'self'").And.Contain("frame-ancestors 'none'").And.Contain("style-src-attr 'unsafe-inline'");
        policy.Should().NotContain("script-src").And.NotContain("unsafe-eval").And.NotContain("style-src 'unsafe-inline'");
        Regex.Matches(html, "<script(?![^>]* src=)").Should().BeEmpty("an inline script would not run");
        Regex.Matches(html, "<style").Should().BeEmpty();
        foreach (var address in Regex.Matches(html, "(?:src|href)=\"([^\"]+\\.(?:js|css|svg)[^\"]*)\"").Select(m => m.Groups[1].Value))
        {
            using var file = await client.GetAsync("/" + WebUtility.HtmlDecode(address).TrimStart('/'));
            file.StatusCode.Should().Be(HttpStatusCode.OK, "{0} is a file of the server", address);
        }
    }

    [Fact]
    public async Task Script_OfBlazor_IsTheSameCompressedAndMayBeKeptForEver()
    {
        using var client = server.Anonymous();
        var plain = await client.GetByteArrayAsync("/_framework/blazor.web.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, server.App.Services.GetRequiredService<Ledger.Api.Pages.Shell.BrowserScript>().Address);
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await client.SendAsync(request);
        await using var stream = new BrotliStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await stream.CopyToAsync(unpacked);

        unpacked.ToArray().Should().Equal(plain);
        plain.Length.Should().BeGreaterThan(100_000);
        answer.Headers.CacheControl!.ToString().Should().Contain("immutable");
    }

    [Fact] // Q7: the browser's language, then the person's, Spanish where neither says; the switch wins
    public async Task Language_IsTheChosenThenTheBrowsersThenThePersonsThenSpanish()
    {
        using var client = await server.AsAsync(Role.Auditor);
        async Task<string> Of(string? browser, string? chosen)
        {
            using var request = Html("/");
            request.Headers.AcceptLanguage.ParseAdd(browser ?? "fr");
            if (chosen is not null)
            {
                request.Headers.Add("Cookie", $"{Language.Cookie}={chosen}");
            }

            client.DefaultRequestHeaders.AcceptLanguage.Clear();
            var html = await (await client.SendAsync(request)).Content.ReadAsStringAsync();
            return Regex.Match(html, "<html lang=\"(..)\"").Groups[1].Value;
        }

        (await Of("en", null)).Should().Be("en");
        (await Of(null, null)).Should().Be("es");
        (await Of("en", "es")).Should().Be("es");
        var switched = await client.PostAsJsonAsync("/api/auth/language", new { language = "en" });
        switched.Headers.GetValues("Set-Cookie").Should().ContainSingle(c => c.StartsWith("ledger.language=en", StringComparison.Ordinal));
        (await Of(null, null)).Should().Be("en", "the person's setting");
        (await Of("es", null)).Should().Be("es", "the browser's comes first");
        (await (await client.PostAsJsonAsync("/api/auth/language", new { language = "fr" })).CodeAsync()).Should().Be("auth.language-unknown");
    }

    [Fact]
    public async Task Company_OfAPersonWithTwo_ChangesWithTheCookieAndOnlyToTheOwn()
    {
        var (other, _) = await server.CreateCompanyAsync("76235291-5", role => "otra-" + TestServer.NameOf(role));
        await server.CreateCompanyAsync("76354771-K", role => "tercera-" + TestServer.NameOf(role));
        await server.Database.WriteAsync(tx => tx.ExecuteAsync(
            "insert into user_roles (id, company_id, user_id, role) values ($1, $2, $3, 'Operator')", tx.Database.Ids.Next(), other, server.Users[Role.Operator]));
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-Requested-With", "test");
        (await client.PostAsJsonAsync("/api/auth/sign-in", new { userName = TestServer.NameOf(Role.Operator), password = TestServer.Password })).EnsureSuccessStatusCode();

        (await client.GetAsync("/api/auth/me").JsonAsync())["companyId"].Should().BeNull("two, and none chosen");
        (await client.PostAsJsonAsync("/api/auth/company", new { company = "76235291-5" })).EnsureSuccessStatusCode();
        (await client.GetAsync("/api/auth/me").JsonAsync())["companyId"]!.GetValue<string>().Should().Be(other.ToString(CultureInfo.InvariantCulture));
        (await (await client.PostAsJsonAsync("/api/auth/company", new { company = "76354771-K" })).CodeAsync()).Should().Be("auth.company-forbidden");
    }

    [Fact]
    public void Filter_ThroughAnAddress_IsTheSameAndNonsenseIsLeftOut()
    {
        var filter = new InboxFilter
        {
            Scope = TaskScope.All,
            Phase = TaskPhase.Completed,
            Search = "50% & <más>",
            Process = "mass-payment",
            Role = "Approver",
            Due = DueWindow.Week,
            PriorityMin = 70,
            Order = "Priority",
            IsDescending = true,
            Page = 3,
        };

        InboxFilter.Parse(new Uri(new Uri("http://x"), filter.Address()).Query).Should().Be(filter);
        InboxFilter.Parse("?scope=Every&order=password_hash&page=-1&priority=900&due=42&state=").Should().Be(new InboxFilter());
        new InboxFilter().Address().Should().Be("/");
        var santiago = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        new InboxFilter { Due = DueWindow.Today }.ToQuery(DateTimeOffset.Parse("2026-11-22T01:30:00Z", CultureInfo.InvariantCulture), santiago).DueBefore
            .Should().Be(DateTimeOffset.Parse("2026-11-22T00:00:00-03:00", CultureInfo.InvariantCulture), "it is still the 21st in Santiago");
    }

    [Fact]
    public async Task SavedViews_OfAPerson_AreReplacedByNameLimitedAndOnlyTheirs()
    {
        var views = server.App.Services.GetRequiredService<SavedViews>();
        var (ana, eva) = (CallerOf(Role.Approver), CallerOf(Role.Operator));
        await views.SaveAsync(ana, "inbox", " Urgentes ", "/?priority=70");
        await views.SaveAsync(ana, "inbox", "Urgentes", "/?priority=80");

        var view = (await views.ListAsync(ana, "inbox")).Should().ContainSingle().Subject;
        view.State.Should().Be("/?priority=80");
        (await views.ListAsync(eva, "inbox")).Should().BeEmpty();
        await views.DeleteAsync(eva, view.Id);
        (await views.ListAsync(ana, "inbox")).Should().ContainSingle("it is not hers to delete");
        for (var i = 1; i < SavedViews.ViewsMax; i++)
        {
            await views.SaveAsync(ana, "inbox", $"v{i}", "/");
        }

        (await views.Invoking(v => v.SaveAsync(ana, "inbox", "one more", "/")).Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be("saved-view.too-many");
        (await views.Invoking(v => v.SaveAsync(ana, "inbox", " ", "/")).Should().ThrowAsync<RequestRefusedException>()).Which.Code.Should().Be("saved-view.name-length");
        await views.DeleteAsync(ana, view.Id);
        (await views.ListAsync(ana, "inbox")).Should().HaveCount(SavedViews.ViewsMax - 1);
    }

    [Fact]
    public void JsonText_OfEachKindOfValue_IsAsAPersonWritesIt()
    {
        CultureInfo.CurrentCulture = Language.Spanish;
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/Santiago");
        string Of(string key, string json) => JsonText.Of(key, JsonNode.Parse(json), (_, otherwise) => otherwise, zone);

        Of("totalLocal", "1234567.5").Should().Be("1.234.567,5");
        Of("totalLocal", "99999999999999.9999").Should().Be("99.999.999.999.999,9999", "exact, not a double");
        Of("number", "12345").Should().Be("12345");
        Of("dueDate", "\"2026-11-21\"").Should().Be("21-11-2026");
        Of("at", "\"2026-11-21T23:30:00Z\"").Should().Be("21-11-2026 20:30");
        Of("x", "\"<b>text</b>\"").Should().Be("<b>text</b>");
        JsonText.LabelOf("estimatedPaymentDate", (_, words) => words).Should().Be("Estimated payment date");
        JsonText.IsTechnical("massPaymentId").Should().BeTrue();
    }

    private static HttpRequestMessage Html(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return request;
    }

    private Caller CallerOf(Role role) =>
        new(server.Users[role], TestServer.NameOf(role), role.ToString(), null, server.CompanyId, "Prueba SpA", [role.ToString()], []);
}
