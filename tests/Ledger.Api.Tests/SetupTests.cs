using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Ledger.Api.Hosting;
using Ledger.Api.Setup;
using Ledger.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Api.Tests;

/// <summary>The first visit to an installation without people.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));
    private WebApplication _app = null!;
    private Uri _address = null!;

    private LedgerDatabase Database => _app.Services.GetRequiredService<LedgerDatabase>();

    private string Code => _app.Services.GetRequiredService<SetupCode>().Text;

    public async Task InitializeAsync()
    {
        _app = await LedgerHost.CreateAsync(new HostSettings { DataFolder = _folder, Urls = "http://127.0.0.1:0", IsQuiet = true });
        await _app.StartAsync();
        _address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task FirstVisit_FromThisMachine_MakesTheAdministratorAndTheCompanyAndIsGone()
    {
        using var client = Client();
        (await LocationAsync(client, "/")).Should().Be("/sign-in");
        (await LocationAsync(client, "/sign-in")).Should().Be("/welcome");
        using var page = await client.SendAsync(Html("/welcome"));
        var html = await page.Content.ReadAsStringAsync();
        html.Should().Contain("Primer administrador").And.Contain("no hace falta ningún código").And.NotContain(Code).And.NotContain("<style");
        string.Join(';', page.Headers.GetValues("Content-Security-Policy")).Should().NotContain("unsafe-inline");

        using var answer = await client.PostAsJsonAsync("/api/setup", Request());

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ledger.session=", StringComparison.Ordinal)).Split(';')[0];
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        var me = await client.GetAsync("/api/auth/me").JsonAsync();
        (me["userName"]!.GetValue<string>(), me["companyName"]!.GetValue<string>(), me["roles"]![0]!.GetValue<string>()).Should().Be(("ana", "Uno SpA", "Administrator"));
        (await client.GetAsync("/api/accounts?pageSize=1").JsonAsync())["totalCount"]!.GetValue<int>().Should().BeGreaterThan(10, "the Chilean chart is there");
        var trail = await client.GetAsync("/api/audit?action=installation.set-up").JsonAsync();
        trail["items"]![0]!["detail"]!["administrator"]!.GetValue<string>().Should().Be("ana");

        using var again = await client.PostAsJsonAsync("/api/setup", Request(userName: "eva", rut: "12345678-5"));
        using var gone = await Client().SendAsync(Html("/welcome"));
        (again.StatusCode, gone.StatusCode).Should().Be((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        using var signIn = await Client().SendAsync(Html("/sign-in"));
        signIn.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")] // a proxy on this machine
    [InlineData("Host", "ledger.example.com")] // a name that somebody made point here
    [InlineData("Origin", "https://ledger.example.com")] // a proxy that hides the name
    public async Task FirstVisit_OfAStranger_NeedsTheCodeOfTheConsole(string header, string value)
    {
        using var client = Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var page = await client.SendAsync(Html("/welcome"));
        if (header != "Origin") // a browser sends none to open a page
        {
            (await page.Content.ReadAsStringAsync()).Should().Contain("name=\"code\"").And.NotContain(Code);
        }

        using var without = await client.PostAsJsonAsync("/api/setup", Request());
        using var wrong = await client.PostAsJsonAsync("/api/setup", Request(code: "AAAAA-AAAAA"));
        (without.StatusCode, await without.CodeAsync(), await wrong.CodeAsync()).Should().Be((HttpStatusCode.Forbidden, "setup.code-wrong", "setup.code-wrong"));
        (await PeopleAsync()).Should().Be(0);

        using var right = await client.PostAsJsonAsync("/api/setup", Request(code: " " + Code.ToLowerInvariant().Replace('-', ' ')));
        right.StatusCode.Should().Be(HttpStatusCode.OK, await right.Content.ReadAsStringAsync());
        (await PeopleAsync()).Should().Be(1);
    }

    [Fact]
    public async Task FirstVisit_GuessingTheCode_IsSlowedDown()
    {
        using var client = Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        for (var i = 0; i < SetupLimits.PerAddress; i++)
        {
            using var guess = await client.PostAsJsonAsync("/api/setup", Request(code: $"guess{i}"));
            guess.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        }

        using var answer = await client.PostAsJsonAsync("/api/setup", Request(code: Code));

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests, "even the right code has to wait");
        answer.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task FirstVisit_SentByAnotherSite_IsRefused()
    {
        using var bare = new HttpClient { BaseAddress = _address };
        using var withoutHeader = await bare.PostAsJsonAsync("/api/setup", Request());
        using var client = Client();
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var crossSite = await client.PostAsJsonAsync("/api/setup", Request());

        (await withoutHeader.CodeAsync(), await crossSite.CodeAsync()).Should().Be(("auth.forgery-header-missing", "auth.forgery-header-missing"));
        (await PeopleAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("short", "ana", "76192083-9", "user.password", "password")]
    [InlineData("ana ana ana ana", "ana", "76192083-9", "user.password", "password")]
    [InlineData("correct horse battery", "ana", "76192083-1", "rut.invalid", "rut")]
    [InlineData("correct horse battery", " ", "76192083-9", "field.text", "userName")]
    public async Task FirstVisit_WithAMistake_NamesTheFieldAndLeavesNothing(string password, string user, string rut, string code, string field)
    {
        using var client = Client();

        using var answer = await client.PostAsJsonAsync("/api/setup", Request(userName: user, rut: rut, password: password));

        var problem = await answer.JsonAsync();
        (problem["code"]!.GetValue<string>(), problem["field"]!.GetValue<string>()).Should().Be((code, field));
        var left = await Database.QueryAsync("select (select count(*) from users) + (select count(*) from companies) + (select count(*) from accounts)", row => row.GetInt64(0));
        left[0].Should().Be(0, "everything is one unit of work");
        using var differ = await client.PostAsJsonAsync("/api/setup", Request() with { PasswordAgain = "another horse battery" });
        (await differ.CodeAsync()).Should().Be("setup.passwords-differ");
    }

    [Fact]
    public async Task FirstVisit_WithTheDemo_HasPeopleAndDocuments()
    {
        using var client = Client();
        using var taken = await client.PostAsJsonAsync("/api/setup", Request(userName: "Operador") with { IsDemo = true });
        (await taken.CodeAsync()).Should().Be("setup.demo-name");

        using var answer = await client.PostAsJsonAsync("/api/setup", Request() with { IsDemo = true, Rut = null, CompanyName = null });

        answer.StatusCode.Should().Be(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.JsonAsync())["arePeopleLocked"]!.GetValue<bool>().Should().BeFalse("this server answers this machine only");
        var filling = _app.Services.GetRequiredService<DemoFilling>();
        await WaitAsync(() => !filling.State.IsRunning);
        filling.State.HasFailed.Should().BeFalse();
        (await Database.QueryAsync("select count(*) from purchase_documents", row => row.GetInt64(0)))[0].Should().BeGreaterThan(300);
        (await Database.QueryAsync("select count(*) from users where is_active", row => row.GetInt64(0)))[0].Should().Be(6);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task FirstVisit_OfTwoAtOnce_IsOnesAlone(DatabaseKind kind)
    {
        await using var books = await Ledger.Testing.TestDatabase.CreateAsync(kind);
        await LedgerHost.MigrateAsync(books.Database, CancellationToken.None);
        using var lifetime = new DemoFilling(books.Database, new Microsoft.Extensions.Hosting.Internal.ApplicationLifetime(NullLogger<Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>.Instance), NullLogger<DemoFilling>.Instance);
        // Two nodes: what one remembers the other does not know.
        var visits = Enumerable.Range(0, 6).Select(async i =>
        {
            var setup = new FirstSetup(books.Database, lifetime);
            try
            {
                await setup.RunAsync(Request(userName: $"person{i}", rut: i % 2 == 0 ? "76192083-9" : "12345678-5"), false, CultureInfo.InvariantCulture);
                return "done";
            }
            catch (Ledger.Api.Http.RequestRefusedException refusal)
            {
                return refusal.Code;
            }
        });

        var results = await Task.WhenAll(visits);

        results.Should().ContainSingle(r => r == "done").And.Subject.Where(r => r != "done").Should().AllBe("setup.taken");
        (await books.Database.QueryAsync("select count(*) from users", row => row.GetInt64(0)))[0].Should().Be(1);
        (await books.Database.QueryAsync("select count(*) from companies", row => row.GetInt64(0)))[0].Should().Be(1);
    }

    private static SetupRequest Request(string userName = "ana", string rut = "76.192.083-9", string password = "correct horse battery", string? code = null) =>
        new("Ana Soto", userName, null, password, password, false, rut, "Uno SpA", "America/Santiago", "CLP", "USD", code);

    private static HttpRequestMessage Html(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return request;
    }

    private static async Task<string?> LocationAsync(HttpClient client, string path)
    {
        using var answer = await client.SendAsync(Html(path));
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return answer.Headers.Location!.OriginalString;
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var round = 0; round < 1_200 && !condition(); round++)
        {
            await Task.Delay(100);
        }
    }

    private async Task<long> PeopleAsync() => (await Database.QueryAsync("select count(*) from users", row => row.GetInt64(0)))[0];

    private HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _address };
        client.DefaultRequestHeaders.Add("X-Requested-With", "test");
        return client;
    }
}
