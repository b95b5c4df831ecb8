using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests;

public sealed class SignInTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Token_RightPassword_GivesATokenThatWorksAndRefreshes()
    {
        using var client = server.Anonymous();
        var first = await client.PostAsJsonAsync("/api/auth/token", new { userName = "OPERATOR", password = TestServer.Password }).JsonAsync();
        var second = await client.PostAsJsonAsync("/api/auth/refresh", new { refreshToken = first["refreshToken"]!.GetValue<string>() }).JsonAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", second["accessToken"]!.GetValue<string>());

        var me = await client.GetAsync("/api/auth/me").JsonAsync();

        me["userName"]!.GetValue<string>().Should().Be("operator");
        me["companyId"]!.GetValue<string>().Should().Be(FormattableString.Invariant($"{server.CompanyId}"), "keys are strings");
        me["roles"]!.AsArray().Select(r => r!.GetValue<string>()).Should().Equal("Operator");
    }

    [Fact]
    public async Task Token_FiveWrongPasswords_LocksOutEvenTheRightOne()
    {
        await CreateUserAsync("forgetful");
        using var client = server.Anonymous();
        var codes = new List<string?>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add(await (await client.PostAsJsonAsync("/api/auth/token", new { userName = "forgetful", password = "wrong" })).CodeAsync());
        }

        var right = await client.PostAsJsonAsync("/api/auth/token", new { userName = "forgetful", password = TestServer.Password });

        codes.Should().Equal("auth.wrong-credentials", "auth.wrong-credentials", "auth.wrong-credentials", "auth.wrong-credentials", "auth.locked-out");
        right.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await right.CodeAsync()).Should().Be("auth.locked-out");
    }

    [Fact]
    public async Task Token_UnknownName_SaysTheSameAsAWrongPassword()
    {
        using var client = server.Anonymous();
        var unknown = await client.PostAsJsonAsync("/api/auth/token", new { userName = "nobody-here", password = "x" }).JsonAsync();
        var wrong = await client.PostAsJsonAsync("/api/auth/token", new { userName = "auditor", password = "x" }).JsonAsync();

        unknown["detail"]!.GetValue<string>().Should().Be(wrong["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_ManyAttemptsForOneName_AreSlowedDown()
    {
        using var client = server.Anonymous();
        HttpResponseMessage answer = null!;
        for (var i = 0; i < 11; i++)
        {
            answer = await client.PostAsJsonAsync("/api/auth/token", new { userName = "somebody", password = "x" });
        }

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter.Should().NotBeNull();
    }

    [Fact]
    public async Task Cookie_UnsafeRequestWithoutOurHeader_IsRefused()
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server.Address };
        (await client.PostAsJsonAsync("/api/auth/sign-in", new { userName = "administrator", password = TestServer.Password })).EnsureSuccessStatusCode();
        var branch = new { code = 77, name = "Sucursal" };

        var forged = await client.PostAsJsonAsync("/api/branches", branch);
        client.DefaultRequestHeaders.Add("X-Requested-With", "test");
        var own = await client.PostAsJsonAsync("/api/branches", branch);

        (await forged.CodeAsync()).Should().Be("auth.forgery-header-missing");
        own.StatusCode.Should().Be(HttpStatusCode.OK);
        cookies.GetAllCookies()["ledger.session"]!.HttpOnly.Should().BeTrue();
    }

    [Fact]
    public async Task ApiKey_ShownOnce_WorksUntilItIsTakenBack()
    {
        using var person = await server.AsAsync(Role.Auditor);
        var key = await person.PostAsJsonAsync("/api/api-keys", new { name = "report" }).JsonAsync();
        using var program = server.Anonymous();
        program.DefaultRequestHeaders.Add("X-Api-Key", key["text"]!.GetValue<string>());
        using var other = server.Anonymous();
        other.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "ApiKey " + key["text"]!.GetValue<string>());

        (await program.GetAsync("/api/auth/me").JsonAsync())["userName"]!.GetValue<string>().Should().Be("auditor");
        (await other.GetAsync("/api/auth/me")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await person.GetAsync("/api/api-keys").JsonAsync()).ToJsonString().Should().NotContain(key["text"]!.GetValue<string>());
        (await person.DeleteAsync($"/api/api-keys/{key["id"]!.GetValue<string>()}")).EnsureSuccessStatusCode();

        (await program.GetAsync("/api/auth/me")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Password_Changed_EndsTokensMadeBefore()
    {
        await CreateUserAsync("changer");
        using var client = await server.AsAsync("changer");
        const string Next = "another long password";

        (await client.PostAsJsonAsync("/api/auth/password", new { oldPassword = TestServer.Password, newPassword = Next })).EnsureSuccessStatusCode();

        (await client.GetAsync("/api/auth/me")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await server.Anonymous().PostAsJsonAsync("/api/auth/token", new { userName = "changer", password = Next })).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Role_TakenAway_CountsAtOnceWhateverTheTokenSays()
    {
        await CreateUserAsync("demoted", "Operator", "Auditor");
        using var client = await server.AsAsync("demoted");
        using var administrator = await server.AsAsync(Role.Administrator);
        var id = (await client.GetAsync("/api/auth/me").JsonAsync())["userId"]!.GetValue<string>();
        (await client.GetAsync("/api/audit")).StatusCode.Should().Be(HttpStatusCode.OK);

        (await administrator.DeleteAsync($"/api/users/{id}/roles/Auditor")).EnsureSuccessStatusCode();

        (await client.GetAsync("/api/audit")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Company_OfOthers_CannotBeChosen()
    {
        var (other, _) = await server.CreateCompanyAsync("60803000-K", role => $"other-{TestServer.NameOf(role)}");
        using var client = await server.AsAsync(Role.Operator);
        client.DefaultRequestHeaders.Add("X-Company", FormattableString.Invariant($"{other}"));

        var answer = await client.GetAsync("/api/suppliers");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.CodeAsync()).Should().Be("auth.company-forbidden");
    }

    [Fact]
    public async Task Password_OfAPersonOfAnotherCompany_CannotBeSetByThisOnesAdministrator()
    {
        var (_, users) = await server.CreateCompanyAsync("76235291-5", role => $"third-{TestServer.NameOf(role)}");
        using var administrator = await server.AsAsync(Role.Administrator);

        var answer = await administrator.PostAsJsonAsync($"/api/users/{users[Role.Approver]}/password", new { password = "taken over by me" });

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task CreateUserAsync(string userName, params string[] roles)
    {
        using var administrator = await server.AsAsync(Role.Administrator);
        var answer = await administrator.PostAsJsonAsync(
            "/api/users", new { userName, password = TestServer.Password, roles = roles.Length == 0 ? ["Operator"] : roles });
        (await answer.Content.ReadAsStringAsync()).Should().Contain(userName);
    }
}
