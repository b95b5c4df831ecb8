using System.Net;
using System.Net.Http.Json;
using Ledger.Domain.Users;

namespace Ledger.Api.Tests;

/// <summary>A password that somebody else made signs in to nothing until the person has chosen the own one.</summary>
public sealed class OneTimePasswordTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Token_WithAOneTimePassword_IsRefusedUntilItIsExchanged()
    {
        await CreateUserAsync("newcomer");
        await SetOneTimeAsync("newcomer", "given by somebody else");
        using var client = server.Anonymous();
        var given = new { userName = "newcomer", password = "given by somebody else" };

        var refused = await client.PostAsJsonAsync("/api/auth/token", given);
        var unguarded = await ExchangeAsync(client, given.password, "chosen by myself", header: false);
        var same = await ExchangeAsync(client, given.password, given.password);
        var weak = await ExchangeAsync(client, given.password, "short");
        var wrong = await ExchangeAsync(client, "not what was given", "chosen by myself");
        var done = await ExchangeAsync(client, given.password, "chosen by myself");
        var again = await ExchangeAsync(client, "chosen by myself", "chosen by another");

        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await refused.CodeAsync()).Should().Be("auth.password-must-change");
        (await unguarded.CodeAsync()).Should().Be("auth.forgery-header-missing");
        (await same.CodeAsync()).Should().Be("auth.password-same");
        (await weak.CodeAsync()).Should().Be("user.password");
        (await wrong.CodeAsync()).Should().Be("auth.wrong-credentials");
        done.StatusCode.Should().Be(HttpStatusCode.OK);
        done.Headers.GetValues("Set-Cookie").Should().ContainSingle(c => c.StartsWith("ledger.session=", StringComparison.Ordinal));
        (await again.CodeAsync()).Should().Be("auth.password-own", "who has the own password changes it signed in");
        (await client.PostAsJsonAsync("/api/auth/token", new { given.userName, password = "chosen by myself" })).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OneTimePassword_ExchangedByTwoAtOnce_IsExchangedOnce()
    {
        await CreateUserAsync("hurried");
        await SetOneTimeAsync("hurried", "given by somebody else");
        using var client = server.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => ExchangeAsync(client, "given by somebody else", $"chosen by number {n}", userName: "hurried")));

        answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
    }

    private static async Task<HttpResponseMessage> ExchangeAsync(HttpClient client, string password, string newPassword, bool header = true, string userName = "newcomer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/first-password") { Content = JsonContent.Create(new { userName, password, newPassword }) };
        if (header)
        {
            request.Headers.Add("X-Requested-With", "test");
        }

        return await client.SendAsync(request);
    }

    private async Task SetOneTimeAsync(string userName, string password)
    {
        using var administrator = await server.AsAsync(Role.Administrator);
        var found = await administrator.GetAsync($"/api/users?search={userName}").JsonAsync();
        var id = found["items"]![0]!["id"]!.GetValue<string>();
        (await administrator.PostAsJsonAsync($"/api/users/{id}/password", new { password, mustChange = true })).EnsureSuccessStatusCode();
    }

    private async Task CreateUserAsync(string userName)
    {
        using var administrator = await server.AsAsync(Role.Administrator);
        (await administrator.PostAsJsonAsync("/api/users", new { userName, password = TestServer.Password, roles = new[] { "Operator" } })).EnsureSuccessStatusCode();
    }
}
