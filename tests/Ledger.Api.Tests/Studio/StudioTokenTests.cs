using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests.Studio;

/// <summary>The token that the designer's page hands over to the studio.</summary>
[Trait("row", "W2")]
public sealed class StudioTokenTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Address = "/api/auth/studio-token";

    [Fact]
    public async Task Token_OfASession_IsThePersonInTheCompanyForTenMinutes()
    {
        using var session = await SessionAsync(Role.Approver);
        session.DefaultRequestHeaders.Add("X-Requested-With", "test");

        var given = await (await session.PostAsJsonAsync(Address, new { editor = "window-1" })).JsonAsync();

        given["expiresIn"]!.GetValue<int>().Should().Be(600);
        given.AsObject().Should().NotContainKey("refreshToken");
        using var studio = server.Anonymous();
        studio.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", given["accessToken"]!.GetValue<string>());
        var me = await studio.GetAsync("/api/auth/me").JsonAsync();
        me["userName"]!.GetValue<string>().Should().Be(TestServer.NameOf(Role.Approver));
        me["companyId"]!.GetValue<string>().Should().Be(server.CompanyId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (await studio.PostAsJsonAsync("/api/auth/sign-out", new { })).StatusCode.Should().Be(HttpStatusCode.OK, "with a bearer token no header is needed");
    }

    [Fact]
    public async Task Token_WithoutTheHeader_IsRefusedAsForgery()
    {
        using var session = await SessionAsync(Role.ProcessOwner);

        var answer = await session.PostAsJsonAsync(Address, new { editor = "window-1" });

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.CodeAsync()).Should().Be("auth.forgery-header-missing");
    }

    [Fact]
    public async Task Token_ForATokenInsteadOfASession_IsRefused()
    {
        using var client = await server.AsAsync(Role.ProcessOwner);
        client.DefaultRequestHeaders.Add("X-Requested-With", "test");

        var answer = await client.PostAsJsonAsync(Address, new { editor = "window-1" });

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden, "else one token that leaked could be renewed for ever");
        (await answer.CodeAsync()).Should().Be("auth.cookie-needed");
    }

    [Fact]
    public async Task Token_ForAnotherCompany_IsRefused()
    {
        using var session = await SessionAsync(Role.Operator);
        session.DefaultRequestHeaders.Add("X-Requested-With", "test");
        session.DefaultRequestHeaders.Add("X-Company", "77777777-7");

        (await (await session.PostAsJsonAsync(Address, new { })).CodeAsync()).Should().Be("auth.company-forbidden");
    }

    private async Task<HttpClient> SessionAsync(Role role)
    {
        var client = server.Anonymous();
        var answer = await client.PostAsJsonAsync("/api/auth/sign-in", new { userName = TestServer.NameOf(role), password = TestServer.Password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Add("Cookie", answer.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        return client;
    }
}
