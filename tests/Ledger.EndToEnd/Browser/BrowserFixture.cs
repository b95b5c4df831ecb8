using Ledger.Api.Demo;
using Ledger.Api.Hosting;
using Ledger.Domain.Tests.Folios;
using Ledger.EndToEnd.Clients;
using Ledger.EndToEnd.Servers;
using Ledger.Foundation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>
/// The demo company served by a process of its own, and a Chromium. People: <see cref="Owner"/> may draw, <see cref="Operator"/>
/// and <see cref="Approver"/> may look; the password of all is the demo's.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>A process owner.</summary>
    public const string Owner = "procesos";

    public const string Operator = "operador";

    public const string Approver = "aprobadora";

    // What a browser of a developer's machine would ask the internet by itself.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps"];

    private static readonly string[] Chromiums = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Dictionary<string, string> _sessions = [];
    private readonly Dictionary<string, LedgerClient> _clients = [];
    private readonly ServerProcess _server = new(settings: new Dictionary<string, string>
    {
        ["Ledger__Pages__CheckSessionEvery"] = "00:00:02", // a minute for people
        // Folio files that tests make and sign.
        ["Ledger__Folios__AuthorityKeys__0__Id"] = CafFixture.TestKeyId.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Ledger__Folios__AuthorityKeys__0__Environment"] = "Production",
        ["Ledger__Folios__AuthorityKeys__0__Pem"] = CafFixture.Keys.Find(CafFixture.TestKeyId)!.Pem,
    });
    private IPlaywright? _playwright;

    /// <summary>Where the server listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>The server, for tests that stop it or run commands on its data.</summary>
    internal ServerProcess Server => _server;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>The demo company's key.</summary>
    public long CompanyId { get; private set; }

    public static string Password => DemoPeople.Password;

    public async Task InitializeAsync()
    {
        var chromium = Chromiums.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            "The browser tests need Chromium, which is not installed: ./test installs it as root, else: apt-get install chromium.");
        await PrepareAsync();
        await _server.StartAsync();
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.CloseAsync();
        }

        _playwright?.Dispose();
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _server.DisposeAsync();
    }

    /// <summary>A page of a browser profile of its own.</summary>
    /// <param name="userName">Who is signed in; null for nobody.</param>
    /// <param name="language">The language of the page and the browser: es or en.</param>
    /// <param name="path">Where to go; null to stay on an empty page.</param>
    public async Task<LedgerPage> OpenAsync(string? userName = Owner, string language = "es", string? path = null)
    {
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            Locale = language == "es" ? "es-CL" : "en-US",
            TimezoneId = "America/Santiago",
            ViewportSize = new() { Width = 1440, Height = 900 },
            StorageState = userName is null ? null : await SessionAsync(userName),
        });
        context.SetDefaultTimeout(120_000);
        await context.AddCookiesAsync([new() { Name = "ledger.language", Value = language, Url = Address.ToString() }]);
        var page = await LedgerPage.CreateAsync(context, Address);
        if (path is not null)
        {
            await page.GoAsync(path);
        }

        return page;
    }

    /// <summary>A client of the API for a person. Signed in once a person, because attempts are counted, and again when that token has ended.</summary>
    internal async Task<LedgerClient> ClientAsync(string userName)
    {
        if (_clients.TryGetValue(userName, out var known))
        {
            try
            {
                await known.GetAsync("/api/auth/me");
                return known.At(Address);
            }
            catch (LedgerRefusal refusal) when (refusal.Code == "auth.required")
            {
                known.Dispose();
            }
        }

        return (_clients[userName] = await LedgerClient.SignInAsync(Address, userName, Password)).At(Address);
    }

    // Signed in once a person: attempts are counted, and a page should not pay for a password hash each time.
    private async Task<string> SessionAsync(string userName)
    {
        if (!_sessions.TryGetValue(userName, out var session))
        {
            await using var context = await Browser.NewContextAsync(new() { BaseURL = Address.ToString() });
            var answer = await context.APIRequest.PostAsync("/api/auth/sign-in", new()
            {
                DataObject = new { userName, password = Password },
                Headers = [new("X-Requested-With", "test")],
            });
            answer.Ok.Should().BeTrue("{0} signs in: {1}", userName, await answer.TextAsync());
            session = _sessions[userName] = await context.StorageStateAsync();
        }

        return session;
    }

    private async Task PrepareAsync()
    {
        await using var host = await LedgerHost.CreateAsync(new HostSettings { DataFolder = _server.Folder, Serves = false, RunsEngine = false, IsQuiet = true });
        var register = Path.Combine(AppContext.BaseDirectory, "demo");
        (CompanyId, _) = await new DemoCompany(host.Services.GetRequiredService<LedgerDatabase>()).EnsureAsync(register, new Progress<(long Done, long Total)>());
    }
}
