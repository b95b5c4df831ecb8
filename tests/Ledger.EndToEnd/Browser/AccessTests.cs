using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>How an administrator lets people in: a password made for a new person, a lock-out, a reset, a key for programs.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessTests(BrowserFixture browser)
{
    private const string Own = "la que elegí yo misma";
    private readonly InboxScene _scene = new(browser);
    private readonly string _user = "persona" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task NewPerson_SignsInWithTheGivenPassword_ChoosesTheOwnFirst()
    {
        string given;
        await using (var administrator = await _scene.OpenAsync("administrador", "/administration/users/new"))
        {
            await administrator.Page.Locator("form.card input").Nth(0).FillAsync("Persona Nueva");
            await administrator.Page.Locator("form.card input").Nth(1).FillAsync(_user);
            await administrator.Page.ClickAsync("form.card [type=submit]");
            given = await SecretAsync(administrator);
        }

        (await CodeOfTokenAsync(given)).Should().Be("auth.password-must-change");
        await using var page = await browser.OpenAsync(userName: null, path: "/sign-in?return=%2Fmass-payments");
        page.Expect("status of 40[13]"); // who is signed in, and the given password
        await page.FollowAsync("first-password", async () =>
        {
            await page.Page.FillAsync("#user-name", _user);
            await page.Page.FillAsync("#password", given);
            await page.Page.Keyboard.PressAsync("Enter");
            var form = page.Page.Locator("[data-first-password]");
            await form.WaitForAsync();
            await page.Page.FillAsync("#new-password", given);
            await page.Page.FillAsync("#new-password-again", "otra");
            await page.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("Todavía no se cumple: No es la que le dieron; Las dos son iguales");
            await Assertions.Expect(form.Locator("li.kept")).ToHaveCountAsync(2);
            await page.PictureAsync("first-password");

            await page.Page.FillAsync("#new-password", Own);
            await page.Page.FillAsync("#new-password-again", Own);
            await page.Page.Keyboard.PressAsync("Enter");
            await InboxScene.AtAsync(page, "/mass-payments$");
        });

        (await CodeOfTokenAsync(given)).Should().Be("auth.wrong-credentials");
        (await CodeOfTokenAsync(Own)).Should().BeNull();
    }

    [Fact]
    public async Task PersonLockedOut_IsShownAndLetInAgain_GetsAPasswordAndAKeyThatIsTakenBack()
    {
        await _scene.PersonAsync(_user, "Auditor");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await CodeOfTokenAsync("no es ésta");
        }

        (await CodeOfTokenAsync(BrowserFixture.Password)).Should().Be("auth.locked-out");
        await using var page = await _scene.OpenAsync("administrador", "/administration/users");
        await page.FollowAsync("lock-out", async () =>
        {
            var row = page.Page.Locator("tr[data-row]").Filter(new() { HasText = _user });
            await Assertions.Expect(row.Locator(".tag.warn")).ToContainTextAsync("Bloquead");
            await row.Locator(".row-link").First.ClickAsync();
            await Assertions.Expect(page.Page.Locator("section[aria-labelledby=access] .tag.warn")).ToBeVisibleAsync();
            await page.PictureAsync("administration-locked-out");
            await page.Page.ClickAsync("[data-act=unlock]");
            await Assertions.Expect(page.Page.Locator("[data-act=unlock]")).ToHaveCountAsync(0);
            (await CodeOfTokenAsync(BrowserFixture.Password)).Should().BeNull();

            await page.Page.ClickAsync("[data-act=password]");
            await page.Page.ClickAsync("dialog[open] [data-confirm]");
            var given = await SecretAsync(page);
            await page.PictureAsync("administration-password-once");
            (await CodeOfTokenAsync(given)).Should().Be("auth.password-must-change");
            await page.Page.ReloadAsync();
            await page.Page.Locator("section[aria-labelledby=keys] form input").FillAsync("informe");
            (await page.Page.ContentAsync()).Should().NotContain(given, "it is shown once");

            await page.Page.ClickAsync("section[aria-labelledby=keys] form [type=submit]");
            var key = await SecretAsync(page);
            await page.PictureAsync("administration-key-once");
            (await WhoIsAsync(key)).Should().Be(HttpStatusCode.OK);
            await page.Page.ReloadAsync();
            var kept = page.Page.Locator(".key-list li").Filter(new() { HasText = "informe" });
            await Assertions.Expect(kept).ToBeVisibleAsync();
            (await page.Page.ContentAsync()).Should().NotContain(key, "it is shown once");
            await kept.GetByRole(AriaRole.Button).ClickAsync();
            await page.Page.ClickAsync("dialog[open] [data-confirm]");
            await Assertions.Expect(page.Page.Locator(".key-list li.revoked")).ToContainTextAsync("informe");
            (await WhoIsAsync(key)).Should().Be(HttpStatusCode.Unauthorized);

            await page.Page.ClickAsync("nav a[href='administration/api-keys']");
            await Assertions.Expect(page.Page.Locator("h1")).ToHaveTextAsync("Mis claves de API");
        });
    }

    private static async Task<string> SecretAsync(LedgerPage page)
    {
        var secret = page.Page.Locator("[data-secret]");
        await Assertions.Expect(secret).ToHaveTextAsync(new Regex("^[a-z0-9_-]{20,}$"));
        return await secret.InnerTextAsync();
    }

    // The code of the refusal of a token; null when it was given.
    private async Task<string?> CodeOfTokenAsync(string password)
    {
        using var http = LedgerClient.Anonymous(browser.Address);
        using var answer = await http.PostAsJsonAsync("/api/auth/token", new { userName = _user, password });
        return answer.IsSuccessStatusCode ? null : LedgerClient.CodeOf(await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpStatusCode> WhoIsAsync(string key)
    {
        using var http = LedgerClient.Anonymous(browser.Address);
        http.DefaultRequestHeaders.Add("X-Api-Key", key);
        using var answer = await http.GetAsync("/api/auth/me");
        return answer.StatusCode;
    }
}
