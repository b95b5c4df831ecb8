using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>Processes, runs and schedules as people at browsers use them (issue 4 §2).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W8")]
public sealed class ProcessesTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);

    [Fact] // search with F3, favourites first, what a person may not is not there
    public async Task Catalogue_SearchedWithF3AndAFavouriteMarked_ShowsItFirstToThatPersonOnly()
    {
        await using (var page = await _scene.OpenAsync(BrowserFixture.Operator, "/processes"))
        {
            var rows = page.Page.Locator("tr[data-process]");
            await rows.First.WaitForAsync();
            await page.Page.Keyboard.PressAsync("F3");
            await page.Page.Keyboard.TypeAsync("registro COMPRAS");
            await Assertions.Expect(rows).ToHaveCountAsync(1);
            await InboxScene.AtAsync(page, "search=");
            await page.Page.Locator(".star").ClickAsync();
            await Assertions.Expect(page.Page.Locator(".star")).ToHaveAttributeAsync("aria-pressed", "true");

            await page.GoAsync("/processes");
            await Assertions.Expect(page.Page.Locator(".process-group h2").First).ToHaveTextAsync("Favoritos");
            (await rows.First.GetAttributeAsync("data-process")).Should().Be("purchase-register-import");
            (await page.Page.GetByText("Editar en el diseñador").CountAsync()).Should().Be(0, "an operator draws nothing");
            await page.PictureAsync("processes-light-es");
            await page.Page.SetViewportSizeAsync(390, 844);
            await page.PictureAsync("processes-phone-es");
        }

        await using (var page = await _scene.OpenAsync("auditora", "/processes", "en"))
        {
            await page.Page.Locator("tr[data-process]").First.WaitForAsync();
            (await page.Page.GetByText("Favourites").CountAsync()).Should().Be(0);
            (await page.Page.Locator("a[href$='/start']").CountAsync()).Should().Be(0, "an auditor starts nothing");
            await page.GoAsync("/processes/mass-payment/start");
            await page.Page.GetByText("You may not start processes").WaitForAsync();
            (await page.Page.Locator("[data-start]").CountAsync()).Should().Be(0);
        }
    }

    [Fact] // W3, Q2: told at the field, started once however often it is sent
    public async Task Start_WithErrorsThenPutRightAndSentTwice_StartsOneRun()
    {
        using var clerk = await _scene.ClientAsync(BrowserFixture.Operator);
        var document = (await clerk.ListAsync("/api/mass-payments/payable-documents?pageSize=1&page=41"))[0]["installmentId"]!.GetValue<string>();
        await using var page = await _scene.OpenAsync(BrowserFixture.Operator, "/processes/mass-payment/start");
        await page.Page.Locator("[data-start]").WaitForAsync();
        await InboxScene.AtAsync(page, "form=[0-9a-f]{32}");
        await page.Page.Locator("#input-documents").FillAsync($"[\"{document}\"");
        await page.Page.Locator("#input-dueWithinDays").FillAsync("1,5");
        await page.Page.Locator("[data-start]").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".start-problems li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator("#input-dueWithinDays-problem")).ToContainTextAsync("no es un número entero");
        await Assertions.Expect(page.Page.Locator("#input-documents-problem")).ToContainTextAsync("línea 1");
        await page.PictureAsync("start-problems-es");

        await page.Page.Locator("#input-dueWithinDays").FillAsync(string.Empty);
        await page.Page.Locator("#input-documents").FillAsync($"[\"{document}\"]");
        await Assertions.Expect(page.Page.Locator(".start-problems")).ToHaveCountAsync(0);
        var before = (await clerk.GetAsync("/api/instances?definitionId=mass-payment&pageSize=1"))["totalCount"]!.GetValue<int>();
        await page.Page.Locator("[data-start]").DblClickAsync();
        await InboxScene.AtAsync(page, "/runs/[0-9]+$");
        await Assertions.Expect(page.Page.Locator(".run-standing")).ToContainTextAsync("Espera");
        await page.PictureAsync("run-light-es");
        (await clerk.GetAsync("/api/instances?definitionId=mass-payment&pageSize=1"))["totalCount"]!.GetValue<int>().Should().Be(before + 1);

        await page.Page.GoBackAsync();
        await page.Page.Locator("#input-documents").FillAsync($"[\"{document}\"]");
        await page.Page.Locator("[data-start]").ClickAsync();
        await page.Page.GetByText("Este formulario ya inició una ejecución").WaitForAsync();
        (await clerk.GetAsync("/api/instances?definitionId=mass-payment&pageSize=1"))["totalCount"]!.GetValue<int>().Should().Be(before + 1);
    }
}
