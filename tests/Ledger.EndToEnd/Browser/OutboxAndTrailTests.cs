using System.Net;
using System.Net.Sockets;
using Ledger.Api.Hosting;
using Ledger.EndToEnd.Servers;
using Ledger.Foundation;
using Ledger.Workflows.Mail;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>What the administrator sees of mails that did not leave and of an audit trail that somebody changed, on a server that may be spoiled.</summary>
[Collection(BrowserCollection.Name)]
public sealed class OutboxAndTrailTests(BrowserFixture browser)
{
    private const string Subject = "Pago masivo 12 autorizado";

    // No server of mails listens there.
    private readonly Dictionary<string, string> _settings = new()
    {
        ["Ledger__Mail__Transport"] = "Smtp",
        ["Ledger__Mail__Host"] = "127.0.0.1",
        ["Ledger__Mail__Port"] = "1",
        ["Ledger__Mail__StartTls"] = "false",
        ["Ledger__Mail__AttemptsMax"] = "1",
        ["Ledger__Mail__PollInterval"] = "00:00:00.500",
    };

    [Fact]
    public async Task MailThatFailed_IsResent_AndAChangedTrailIsSaidToBeBroken()
    {
        Assertions.SetDefaultExpectTimeout(120_000);
        await using var server = new ServerProcess(settings: _settings);
        await server.StartAsync();
        var context = await browser.Browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), Locale = "es-CL", ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        await using var page = await LedgerPage.CreateAsync(context, server.Address);
        page.AllowStrangers(); // the mail names one, which must not hear of it; and the server is restarted
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        await page.FollowAsync("outbox", async () =>
        {
            var company = await SetUpAsync(context);
            await QueueAsync(server, company, ((IPEndPoint)elsewhere.LocalEndpoint).Port);
            await SeeFailureAsync(page);
            elsewhere.Pending().Should().BeFalse("a mail loads nothing from elsewhere");

            await server.StopAsync();
            _settings.Clear(); // mails are put into a folder
            await server.StartAsync();
            await ResendAsync(page, server);
            await ChangeNameAsync(page);
            await SeeChangeAsync(page);
            await BreakAsync(page, server, company);
        });
    }

    private static async Task<long> SetUpAsync(IBrowserContext context)
    {
        var answer = await context.APIRequest.PostAsync("/api/setup", new()
        {
            DataObject = new
            {
                displayName = "Ana Soto",
                userName = "ana",
                password = "una clave muy larga",
                passwordAgain = "una clave muy larga",
                isDemo = false,
                rut = "76.192.083-9",
                companyName = "Uno SpA",
                timeZone = "America/Santiago",
                localCurrency = "CLP",
                foreignCurrency = "USD",
            },
            Headers = [new("X-Requested-With", "test")],
        });
        answer.Ok.Should().BeTrue(await answer.TextAsync());
        var me = await (await context.APIRequest.GetAsync("/api/auth/me")).JsonAsync();
        return long.Parse(me!.Value.GetProperty("companyId").GetString()!, null);
    }

    private static async Task QueueAsync(ServerProcess server, long company, int elsewhere)
    {
        await using var host = await LedgerHost.CreateAsync(new HostSettings { DataFolder = server.Folder, Serves = false, RunsEngine = false, IsQuiet = true });
        var outbox = host.Services.GetRequiredService<IOutbox>();
        await host.Services.GetRequiredService<LedgerDatabase>().WriteAsync(tx => outbox.QueueAsync(tx, new OutgoingMail(
            company, ["tesoreria@uno.example"], Subject,
            $"<p>Estimada tesorera</p><img src=\"http://127.0.0.1:{elsewhere}/seen.png\"><script>document.body.textContent = 'run'</script>")
        { IsHtml = true }));
    }

    private static async Task SeeFailureAsync(LedgerPage page)
    {
        await page.GoAsync("/administration/mails");
        await Assertions.Expect(page.Page.Locator("[data-count=failed]")).ToHaveTextAsync("1");
        await page.PictureAsync("administration-mails-failed");
        await page.Page.Locator("tr[data-row]").Filter(new() { HasText = Subject }).Locator("a[data-dv-go]").ClickAsync();
        await Assertions.Expect(page.Page.Locator("[data-state=failed]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".mail-failure")).ToContainTextAsync("El servidor de correo no responde");
        await Assertions.Expect(page.Page.Locator(".mail-failure")).ToContainTextAsync("Nadie atiende en 127.0.0.1:1");
        await Assertions.Expect(page.Page.Locator("iframe")).ToHaveAttributeAsync("sandbox", "");
        await Assertions.Expect(page.Page.FrameLocator("iframe").Locator("p")).ToHaveTextAsync("Estimada tesorera");
        await page.PictureAsync("administration-mail-failed");
    }

    private static async Task ResendAsync(LedgerPage page, ServerProcess server)
    {
        await page.Page.ReloadAsync();
        await page.Page.ClickAsync("[data-resend]");
        await page.Page.ClickAsync("dialog[open] [data-confirm]");
        var resend = page.Page.Locator("section.card li").Filter(new() { Has = page.Page.Locator(".tag.good") });
        await Assertions.Expect(resend).ToBeVisibleAsync();
        Directory.EnumerateFiles(server.MailFolder).Should().ContainSingle("the first never left");
        await page.PictureAsync("administration-mail-resent");
        var first = page.Page.Url;
        await resend.Locator("a").ClickAsync();
        await Assertions.Expect(page.Page.Locator("[data-state=sent]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator("p.notice a")).ToHaveAttributeAsync("href", new Uri(first).PathAndQuery[1..]);
        await page.GoAsync("/administration/audit?what=mail");
        await Assertions.Expect(page.Page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Page.Locator("tr[data-row]")).ToContainTextAsync("Correo reenviado");
    }

    private static async Task ChangeNameAsync(LedgerPage page)
    {
        await page.GoAsync("/administration/users");
        await page.Page.Locator("tr[data-row] .row-link").First.ClickAsync();
        var name = page.Page.Locator("form.card input").Nth(1);
        await Assertions.Expect(name).ToHaveValueAsync("Ana Soto");
        await name.FillAsync("Ana Soto Díaz");
        await page.Page.ClickAsync("form.card [type=submit]");
        await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Ana Soto Díaz");
    }

    private static async Task SeeChangeAsync(LedgerPage page)
    {
        await page.GoAsync("/administration/audit");
        await page.Page.Locator(".filters select").Nth(1).SelectOptionAsync("user");
        await InboxScene.AtAsync(page, "what=user");
        var row = page.Page.Locator("tr[data-row]").Filter(new() { HasText = "Persona modificada" });
        await Assertions.Expect(page.Page.Locator("tr[data-row]").Filter(new() { HasText = "Correo reenviado" })).ToHaveCountAsync(0);
        await row.Locator("a[data-dv-go]").ClickAsync();
        await Assertions.Expect(page.Page.Locator("table.difference del")).ToHaveTextAsync("Ana Soto");
        await Assertions.Expect(page.Page.Locator("table.difference ins")).ToHaveTextAsync("Ana Soto Díaz");
        await page.PictureAsync("administration-audit-entry");
    }

    private static async Task BreakAsync(LedgerPage page, ServerProcess server, long company)
    {
        long changed;
        await using (var database = new SqliteConnection($"Data Source={server.DatabaseFile}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText =
                "update audit_entries set detail = replace(detail, 'Ana Soto', 'Eva Mora') where company_id = $company and action = 'user.changed' returning sequence";
            command.Parameters.AddWithValue("$company", company);
            changed = (long)(await command.ExecuteScalarAsync())!;
        }

        await page.GoAsync("/administration/audit");
        await page.Page.ClickAsync("[data-verify]");
        var said = page.Page.Locator("[data-verified=broken]");
        await Assertions.Expect(said).ToContainTextAsync(changed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.PictureAsync("administration-audit-broken");
        await said.Locator("a").ClickAsync();
        await InboxScene.AtAsync(page, $"/administration/audit/{changed}$");
        await Assertions.Expect(page.Page.Locator("table.difference del")).ToHaveTextAsync("Eva Mora");
    }
}
