using System.Text.RegularExpressions;
using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The frame around all pages: session, languages, themes, phones, a server that is restarted.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W5")]
public sealed class ShellTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);

    [Fact] // issue 4 §8: the page reconnects and nothing is lost
    public async Task Page_WhileTheServerIsRestarted_SaysSoComesBackAndKeepsWhatWasTyped()
    {
        var (_, taskId) = await _scene.EnterAsync();
        await using var page = await _scene.OpenAsync(BrowserFixture.Approver, $"/tasks/{taskId}");
        page.Expect("ERR_|WebSocket|_blazor|Connection|Failed to load|health/ready"); // the line is cut on purpose
        await page.Page.GetByLabel("Comentario (opcional)").FillAsync("Revisado contra las facturas, ñandú incluido");
        await page.Page.EvaluateAsync("window.marker = 'before'");

        await browser.Server.KillAsync();
        await Assertions.Expect(page.Page.Locator("#connection")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await page.Page.Locator("#connection").TextContentAsync()).Should().Contain("Se perdió la conexión");
        await page.PictureAsync("connection-lost-es");
        await browser.Server.StartAsync();

        await page.Page.WaitForFunctionAsync("() => window.marker === undefined && document.querySelector('[data-outcome]') !== null");
        await Assertions.Expect(page.Page.GetByLabel("Comentario (opcional)")).ToHaveValueAsync("Revisado contra las facturas, ñandú incluido");
        await InboxScene.DecideAsync(page, "SendBack");
        await InboxScene.AtAsync(page, "^[^/]*//[^/]*/$");
        (await _scene.TaskAsync(taskId))["comment"]!.GetValue<string>().Should().Be("Revisado contra las facturas, ñandú incluido", "the server knows it too");
    }

    [Fact] // issue 4 §1, §6: an open page of a person who lost a role or the account loses what it showed
    public async Task Page_OfAPersonWhoseRoleIsTakenAndWhoIsDisabled_LosesItsRights()
    {
        await _scene.PersonAsync("pasajera", "Approver");
        var (number, _) = await _scene.EnterAsync();
        await using var page = await _scene.OpenAsync("pasajera");
        page.Expect("401|403");
        await InboxScene.Row(page, number).WaitForAsync();
        using var administrator = await _scene.ClientAsync("administrador");
        var id = (await administrator.ListAsync("/api/users?search=pasajera"))[0]["id"]!.GetValue<string>();

        await administrator.SendAsync(HttpMethod.Put, $"/api/users/{id}/roles/Auditor", new { }, null);
        await administrator.SendAsync(HttpMethod.Delete, $"/api/users/{id}/roles/Approver", null, null);
        await Assertions.Expect(InboxScene.Row(page, number)).ToHaveCountAsync(0, new() { Timeout = 120_000 });
        await page.Page.GetByText("No hay tareas pendientes para usted").WaitForAsync();

        await administrator.PostAsync($"/api/users/{id}/active", new { isActive = false });
        await InboxScene.AtAsync(page, "/sign-in");
    }

    [Fact] // Q7; issue 4 §7: languages, themes, widths
    public async Task Page_InEachLanguageThemeAndWidth_IsWholeAndRemembersTheChoice()
    {
        await _scene.EnterAsync();
        await using var page = await _scene.OpenAsync(BrowserFixture.Approver);
        await page.Page.Locator(".row-link").First.WaitForAsync();
        (await page.Page.TitleAsync()).Should().Contain("Bandeja de tareas");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Inbox" }).WaitForAsync();
        await page.Page.ReloadAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Inbox" }).WaitForAsync();
        (await page.Page.Locator("html").GetAttributeAsync("lang")).Should().Be("en");
        await Assertions.Expect(page.Page.Locator("body")).Not.ToContainTextAsync("page.");
        await page.PictureAsync("inbox-light-en");

        await page.Page.Locator("[data-toggle-theme]").ClickAsync();
        await page.Page.ReloadAsync();
        await page.Page.Locator(".row-link").First.WaitForAsync();
        (await page.Page.Locator("html").GetAttributeAsync("data-theme")).Should().Be("dark");
        await page.PictureAsync("inbox-dark-en");
        await page.Page.Locator(".row-link").First.ClickAsync();
        await page.Page.Locator(".outcomes").WaitForAsync();
        await page.PictureAsync("task-dark-en");

        await page.Page.SetViewportSizeAsync(390, 844);
        await page.PictureAsync("task-dark-phone-en");
        await page.Page.Locator("[data-toggle-navigation]").ClickAsync();
        await page.Page.Locator("#navigation a").First.ClickAsync();
        await page.Page.Locator(".row-link").First.WaitForAsync();
        (await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(390, "a phone does not scroll sideways");
        await page.PictureAsync("inbox-dark-phone-en");
        await page.Page.Locator("[data-set-language=es]").ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Bandeja de tareas" }).WaitForAsync();
        await page.Page.Locator(".menu:not(.saved) > summary").ClickAsync();
        await page.Page.Locator("[data-sign-out]").ClickAsync();
        await InboxScene.AtAsync(page, "/sign-in");
        await page.GoAsync("/");
        await InboxScene.AtAsync(page, "/sign-in");
    }
}
