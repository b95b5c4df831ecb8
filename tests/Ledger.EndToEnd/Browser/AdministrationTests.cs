using System.Text.RegularExpressions;
using Ledger.EndToEnd.Servers;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The first visit to a really empty installation, and the administration after it, by one person in one browser.</summary>
public sealed class AdministrationTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Password = "una clave muy larga";

    [Fact]
    public async Task FirstVisit_OfAnEmptyInstallation_LeadsToTheInboxAndTheAdministration()
    {
        Assertions.SetDefaultExpectTimeout(120_000);
        await using var server = new ServerProcess();
        await server.StartAsync();
        var context = await browser.Browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), Locale = "es-CL", ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(120_000);
        await using var page = await LedgerPage.CreateAsync(context, server.Address);
        page.Expect("status of 422"); // what is refused on purpose
        await page.FollowAsync("first-visit", async () =>
        {
            await page.GoAsync("/");
            await InboxScene.AtAsync(page, "/welcome$");
            await page.PictureAsync("welcome");
            await page.Page.FillAsync("[name=displayName]", "Ana Soto");
            await page.Page.FillAsync("[name=userName]", "ana");
            await page.Page.FillAsync("[name=password]", Password);
            await page.Page.FillAsync("[name=passwordAgain]", Password);
            await page.Page.FillAsync("[name=rut]", "76.192.083-9");
            await page.Page.FillAsync("[name=companyName]", "Uno SpA");
            await page.Page.ClickAsync("[type=submit]");
            await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Bandeja de tareas");

            await UsersAsync(page);
            await ParametersAsync(page);
            await page.GoAsync("/administration/audit");
            await page.Page.ClickAsync("[data-verify]");
            await Assertions.Expect(page.Page.Locator("[data-verified=intact]")).ToBeVisibleAsync();
            await page.PictureAsync("administration-audit");
            foreach (var name in (string[])["system", "companies", "mails"])
            {
                await page.GoAsync("/administration/" + name);
                await page.Page.Locator("h1").WaitForAsync();
                await page.Page.Locator(".tile, .key-list").First.WaitForAsync();
                await page.PictureAsync("administration-" + name);
            }

            (await page.GoAsync("/welcome"))!.Status.Should().Be(404);
            page.Expect("404");
        });
    }

    private static async Task UsersAsync(LedgerPage page)
    {
        await page.GoAsync("/administration/users/new");
        await page.Page.Locator("form.card input").Nth(0).FillAsync("Eva Rojas");
        await page.Page.Locator("form.card input").Nth(1).FillAsync("eva");
        await page.Page.ClickAsync("form.card [type=submit]");
        await Assertions.Expect(page.Page.Locator("[data-secret]")).ToHaveTextAsync(new Regex("^[a-z2-9-]{23}$"));
        await page.GoAsync("/administration/users");
        await page.Page.Locator("tr[data-row]").Filter(new() { HasText = "ana" }).Locator(".row-link").First.ClickAsync();
        await page.PictureAsync("administration-user");
        var own = page.Page.Locator("[data-role=Administrator]");
        await own.ClickAsync();
        await page.Page.ClickAsync("[data-confirm]");
        await Assertions.Expect(page.Page.Locator(".rz-notification")).ToContainTextAsync("sin un administrador");
        await Assertions.Expect(page.Page.Locator("[data-role=Administrator]")).ToBeCheckedAsync();
    }

    private static async Task ParametersAsync(LedgerPage page)
    {
        await page.GoAsync("/administration/parameters");
        await page.Page.Locator("[data-parameter=authorizesMassPayments] input").ClickAsync();
        await page.PictureAsync("administration-parameters");
        await page.Page.ClickAsync("[data-save]");
        await Assertions.Expect(page.Page.Locator("dialog[open]")).ToContainTextAsync("nacen autorizados");
        await page.Page.ClickAsync("[data-confirm]");
        await Assertions.Expect(page.Page.Locator("[data-parameter=authorizesMassPayments]")).ToContainTextAsync("Cambiado por Ana Soto");
    }
}
