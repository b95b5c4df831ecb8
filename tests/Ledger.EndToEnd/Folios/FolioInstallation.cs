using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Ledger.Api.Folios;
using Ledger.EndToEnd.Clients;
using Ledger.EndToEnd.Servers;
using Microsoft.Data.Sqlite;

namespace Ledger.EndToEnd.Folios;

/// <summary>An installation of a company that takes part in the folio circuit: a server process of its own, its people, and the line to the other one.</summary>
internal sealed class FolioInstallation : IAsyncDisposable
{
    public const string Rut = "76192083-9";
    public const int Branch = 2;
    private const string Password = "correct horse battery";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, string> _settings;

    private FolioInstallation(Dictionary<string, string> settings)
    {
        _settings = settings;
        Server = new ServerProcess(settings: settings, isSecure: true);
    }

    public ServerProcess Server { get; }

    /// <summary>A process owner: may all that the circuit needs.</summary>
    public LedgerClient Owner { get; private set; } = null!;

    /// <summary>The key of the user that speaks for the other end here.</summary>
    public string KeyOfTheOther { get; private set; } = null!;

    /// <summary>The key of the branch whose folios it is about, in this installation.</summary>
    public string BranchId { get; private set; } = null!;

    /// <summary>Sets an installation up and starts it.</summary>
    /// <param name="maker">Makes folio files that it takes for the tax authority's.</param>
    /// <param name="authority">Signs its certificate.</param>
    /// <param name="parameters">The parameters of the circuit, as JSON members to replace.</param>
    public static async Task<FolioInstallation> OpenAsync(FolioFileMaker maker, TestAuthority authority, JsonObject parameters)
    {
        var settings = new Dictionary<string, string>
        {
            ["Ledger:Folios:AuthorityKeys:0:Id"] = FolioFileMaker.KeyId.ToString(CultureInfo.InvariantCulture),
            ["Ledger:Folios:AuthorityKeys:0:Environment"] = "Production",
            ["Ledger:Folios:AuthorityKeys:0:Pem"] = maker.Authority.Pem,
            ["Kestrel:Certificates:Default:Password"] = TestAuthority.Password,
        };
        var site = new FolioInstallation(settings);
        var certificate = Path.Combine(site.Server.Folder, "server.pfx");
        authority.WriteServer(certificate);
        settings["Kestrel:Certificates:Default:Path"] = certificate;
        var (code, output, errors) = await site.Server.CommandAsync("setup", Rut, "Prueba SpA", "admin", "--json");
        code.Should().Be(0, "ledger setup makes the company: {0}", errors);
        await site.Server.StartAsync();
        using var administrator = await LedgerClient.SignInAsync(site.Server.Address, "admin", JsonNode.Parse(output)!["password"]!.GetValue<string>());
        site.Owner = await HireAsync(site, administrator, "olga", "ProcessOwner");
        using var line = await HireAsync(site, administrator, "linea", "Operator");
        site.KeyOfTheOther = (await line.PostAsync("/api/api-keys", new { name = "otro extremo" }))["text"]!.GetValue<string>();
        site.BranchId = (await administrator.PostAsync("/api/branches", new { code = Branch, name = "Sucursal Temuco" }))["id"]!.GetValue<string>();
        var now = (await administrator.GetAsync("/api/parameters/folios")).AsObject();
        foreach (var (name, value) in parameters)
        {
            now[name] = value?.DeepClone();
        }

        await administrator.PutAsync("/api/parameters/folios", now);
        return site;
    }

    /// <summary>Tells where the other end is, and starts again with that.</summary>
    public async Task ConnectAsync(int end, FolioInstallation other, TestAuthority trusted)
    {
        trusted.WriteRoot(Path.Combine(Server.Folder, "ca.pem"));
        _settings["Ledger:Folios:Lines:0:End"] = end.ToString(CultureInfo.InvariantCulture);
        _settings["Ledger:Folios:Lines:0:Url"] = other.Server.SecureAddress!.ToString();
        _settings["Ledger:Folios:Lines:0:ApiKey"] = other.KeyOfTheOther;
        _settings["Ledger:Folios:Lines:0:User"] = "linea";
        _settings["Ledger:Folios:Lines:0:CaFile"] = "ca.pem";
        await Server.StopAsync();
        await Server.StartAsync();
    }

    /// <summary>Starts again with another key with which it speaks to the other end.</summary>
    public async Task UseKeyAsync(string key)
    {
        _settings["Ledger:Folios:Lines:0:ApiKey"] = key;
        await Server.StopAsync();
        await Server.StartAsync();
    }

    public async Task ImportAsync(byte[] file)
    {
        using var answer = await Owner.TrySendAsync(
            HttpMethod.Post, "/api/folios/imports",
            () =>
            {
                var part = new ByteArrayContent(file);
                part.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
                return new MultipartFormDataContent { { part, "files", "folios.xml" } };
            },
            Guid.NewGuid().ToString());
        (await answer.Content.ReadAsStringAsync()).Should().Contain("\"accepted\":1");
    }

    /// <summary>Waits until something is so; meanwhile what waits for the other end is sent without its pause.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo, params FolioInstallation[] hurried)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            waited.Elapsed.Should().BeLessThan(Patience, "{0}; this server's log: {1}", what, Server.Tail());
            foreach (var site in hurried)
            {
                await site.Owner.PostAsync("/api/folios/messages/send");
            }

            await Task.Delay(250);
        }
    }

    public async Task<int> UnmetAsync() => (await Owner.ListAsync("/api/folios/requests")).Count;

    /// <summary>The account of its folios, which must close.</summary>
    public async Task<IReadOnlyList<JsonNode>> BalanceAsync()
    {
        var answer = await Owner.GetAsync("/api/folios/conservation");
        var accounts = answer["authorizations"]!.AsArray().Select(a => a!).ToList();
        accounts.Should().OnlyContain(a => a["problems"]!.AsArray().Count == 0);
        return accounts;
    }

    /// <summary>One number out of its database file, read beside the server.</summary>
    public long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Server.DatabaseFile};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task<LedgerClient> HireAsync(FolioInstallation site, LedgerClient administrator, string name, string role)
    {
        await administrator.PostAsync("/api/users", new { userName = name, email = name + "@prueba.example", password = Password, roles = new[] { role } }, "user-" + name);
        return await LedgerClient.SignInAsync(site.Server.Address, name, Password);
    }
}
