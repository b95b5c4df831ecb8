using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Api.Tests;

/// <summary>The real host on a free loopback port with a fresh SQLite file, a company and one person a role.</summary>
public class TestServer : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));
    private readonly Dictionary<string, string> _tokens = [];

    internal WebApplication App { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public long CompanyId { get; private set; }

    public Dictionary<Role, long> Users { get; } = [];

    /// <summary>Settings that this server has beside the shipped ones.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    internal LedgerDatabase Database => App.Services.GetRequiredService<LedgerDatabase>();

    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    public async Task InitializeAsync()
    {
        App = await LedgerHost.CreateAsync(new HostSettings { DataFolder = _folder, Urls = "http://127.0.0.1:0", IsQuiet = true, Overrides = Settings });
        await App.StartAsync();
        Address = new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        (CompanyId, var users) = await CreateCompanyAsync("76192083-9", NameOf);
        foreach (var (role, id) in users)
        {
            Users[role] = id;
        }
    }

    public async Task DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A company with the Chilean chart of accounts and a person for each role.</summary>
    internal Task<(long CompanyId, Dictionary<Role, long> Users)> CreateCompanyAsync(string rut, Func<Role, string> nameOf) => Database.WriteAsync(
        Actor.System(0, "test"),
        async session =>
        {
            var company = await new CompanyService(session).CreateAsync(new NewCompany(rut, "Prueba SpA"));
            var inside = LedgerSession.Join(session.Transaction, Actor.System(company.Id, "test"));
            await ChileanChart.CreateAsync(inside);
            var users = new Dictionary<Role, long>();
            foreach (var role in Enum.GetValues<Role>())
            {
                var user = await new UserService(inside).CreateAsync(new NewUser(nameOf(role), role.ToString(), null, Password));
                await new UserService(inside).GrantAsync(user.Id, role);
                users[role] = user.Id;
            }

            return (company.Id, users);
        });

    /// <summary>A client without credentials.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A client that signs in as a person by bearer token.</summary>
    public Task<HttpClient> AsAsync(Role role) => AsAsync(NameOf(role));

    public async Task<HttpClient> AsAsync(string userName)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        if (!_tokens.TryGetValue(userName, out var token))
        {
            var answer = await client.PostAsJsonAsync("/api/auth/token", new { userName, password = Password });
            answer.EnsureSuccessStatusCode();
            token = _tokens[userName] = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!.GetValue<string>();
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}

internal static class TestAnswers
{
    /// <summary>The body as JSON, whatever the status.</summary>
    public static async Task<JsonNode> JsonAsync(this Task<HttpResponseMessage> answer) => await JsonAsync(await answer);

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return JsonNode.Parse(text) ?? throw new JsonException($"{answer.StatusCode}: {text}");
    }

    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> CodeAsync(this HttpResponseMessage answer) => (await answer.JsonAsync())["code"]?.GetValue<string>();
}
