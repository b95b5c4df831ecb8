using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>Our page around the studio: addresses, history, languages, the end of a session, failures.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W2")]
public sealed class StudioPageTests(BrowserFixture browser)
{
    [Fact]
    public async Task Addresses_OfEachView_WorkByLinkByClickAndByHistory()
    {
        await using var page = await browser.OpenAsync(path: "/studio/definitions/mass-payment");
        await page.CanvasAsync();
        await page.PictureAsync("definition");

        await page.Page.ClickAsync("#bar nav a[data-view=definitions]");
        await page.RowsAsync();
        await page.PictureAsync("definitions");
        await page.Page.Locator("#stage tbody tr", new() { HasText = "purchase-register-import" }).ClickAsync();
        await page.CanvasAsync();
        page.Page.Url.Should().EndWith("/studio/definitions/purchase-register-import");

        await page.Page.GoBackAsync();
        await page.RowsAsync();
        await page.Page.GoBackAsync();
        await page.CanvasAsync();
        page.Page.Url.Should().EndWith("/studio/definitions/mass-payment", "a list that writes its page into the address adds no step of its own");

        await page.Page.ClickAsync("#bar nav a[data-view=instances]");
        await page.Page.Locator("#stage table").WaitForAsync();
        await page.PictureAsync("instances");
        (await page.Page.Locator("#bar nav a[aria-current=page]").TextContentAsync()).Should().Be("Instancias");
    }

    [Fact]
    public async Task Language_Switched_IsThatOfPageServerAndStudio()
    {
        await using var page = await browser.OpenAsync(path: "/studio/definitions");
        await page.RowsAsync();
        await page.Page.GetByText("Procesos").First.WaitForAsync();
        (await page.Page.Locator("#stage").InnerTextAsync()).Should().NotContain("Definition ID");

        await page.Page.ClickAsync("#bar .languages button[lang=en]");
        await page.Page.Locator("#bar .sign-out", new() { HasText = "Sign out" }).WaitForAsync();
        await page.RowsAsync();

        (await page.Page.Locator("#stage").InnerTextAsync()).Should().Contain("Definition ID");
        await page.Page.ClickAsync("#bar .languages button[lang=es]");
        await page.Page.Locator("#bar .sign-out", new() { HasText = "Salir" }).WaitForAsync();
    }

    [Fact]
    public async Task Session_ThatEndsWhileEditing_IsTakenUpAgainWithoutLosingTheEdit()
    {
        await using var page = await browser.OpenAsync(path: "/studio/definitions/purchase-register-import");
        page.Expect("401");
        await page.CanvasAsync();

        // The session ends; the token the studio has is no longer good either.
        await page.Page.Context.ClearCookiesAsync(new() { Name = "ledger.session" });
        var refused = false;
        await page.Page.RouteAsync("**/elsa/api/**", async route =>
        {
            if (refused)
            {
                await route.ContinueAsync();
                return;
            }

            refused = true;
            await route.FulfillAsync(new() { Status = 401 });
        });
        var description = page.Page.Locator("#stage textarea").First;
        await description.FillAsync("Escrito mientras la sesión terminaba");
        await description.BlurAsync();
        var dialog = page.Page.Locator("dialog.sign-in-dialog");
        await dialog.WaitForAsync();
        await page.PictureAsync("session-ended");
        (await dialog.GetByLabel("Usuario").InputValueAsync()).Should().Be(BrowserFixture.Owner);
        await dialog.GetByLabel("Contraseña").FillAsync(BrowserFixture.Password);

        // The save that waited goes through.
        var saved = await page.Page.RunAndWaitForResponseAsync(
            () => page.Page.Keyboard.PressAsync("Enter"),
            answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal) && answer.Status == 200);

        (await saved.TextAsync()).Should().Contain("Escrito mientras");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await page.Page.Locator("#failure").IsVisibleAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task Failure_OfTheServer_IsToldWithItsTraceInsteadOfTheBareBar()
    {
        await using var page = await browser.OpenAsync();
        page.Expect("500|Unhandled exception|ApiException");
        await page.Page.RouteAsync("**/elsa/api/workflow-definitions?*", route => route.FulfillAsync(new()
        {
            Status = 500,
            ContentType = "application/problem+json",
            Body = """{"status":500,"code":"internal","detail":"Algo falló en el servidor.","traceId":"0af7651916cd43dd8448eb211c80319c"}""",
        }));
        await page.GoAsync("/studio/definitions");

        var panel = page.Page.Locator("#failure");
        await panel.WaitForAsync();
        await page.PictureAsync("failure");
        (await panel.InnerTextAsync()).Should().Contain("Algo falló en el servidor.").And.Contain("0af7651916cd43dd8448eb211c80319c").And.Contain("GET /elsa/api/workflow-definitions");
        (await page.Page.Locator("#blazor-error-ui").IsVisibleAsync()).Should().BeFalse();

        await page.Page.UnrouteAllAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Volver a cargar" }).ClickAsync();
        await page.RowsAsync();
    }

    [Fact]
    public async Task Dictionary_WhileTyping_LeavesWhatPeopleWrite()
    {
        await using var page = await browser.OpenAsync(path: "/studio/definitions");
        await page.RowsAsync();
        var search = page.Page.Locator("#stage input[type=text]").First;

        await search.FillAsync("Name");
        await page.Page.WaitForTimeoutAsync(500);

        (await search.InputValueAsync()).Should().Be("Name", "what a person types is no label");
        (await page.Page.Locator("#stage").InnerTextAsync()).Should().NotMatchRegex(new Regex("Rows Per Page|Bulk Actions", RegexOptions.IgnoreCase));
    }
}
