using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The studio speaks English only; a process owner who works in Spanish sees none of it (features.md W1, X2).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W1")]
public sealed class LanguageTests(BrowserFixture browser)
{
    [Fact]
    public async Task EveryPage_InSpanish_ShowsNoEnglish()
    {
        var instance = await StartAsync();
        await using var page = await browser.OpenAsync();
        page.Expect("inline script"); // a script the studio renders, which our page has replaced (docs/designer.md)
        page.Expect("400"); // an empty name is refused by the dialog's own check
        await page.Page.SetViewportSizeAsync(1600, 1000);
        var canvas = new Canvas(page);
        var texts = new ForeignTexts(page);
        await page.FollowAsync("language", async () =>
        {
            await ListAsync(page, canvas, texts);
            await EditorAsync(page, canvas, texts);
            await InstancesAsync(page, canvas, texts);
            await ViewerAsync(page, canvas, texts, instance);
        });

        texts.Looks.Should().BeGreaterThan(25);
        texts.Found.Should().BeEmpty();
    }

    private static async Task ListAsync(LedgerPage page, Canvas canvas, ForeignTexts texts)
    {
        var studio = page.Page;
        await page.GoAsync("/studio/definitions");
        await page.RowsAsync();
        await LookAsync(page, canvas, texts, "list");
        await MenuAsync(page, canvas, texts, "row menu", studio.Locator("#stage tbody tr .mud-menu button").First);
        await MenuAsync(page, canvas, texts, "bulk menu", studio.Locator("#stage .mud-table-toolbar > .mud-menu button").First);
        await MenuAsync(page, canvas, texts, "create menu", studio.Locator("#stage .mud-table-toolbar .mud-button-group-root .mud-menu button").Last);
        await PressAsync(studio.Locator("#stage .mud-table-toolbar .mud-button-group-root > button").First);
        await DialogAsync(page, canvas, texts, "create dialog");
    }

    private static async Task EditorAsync(LedgerPage page, Canvas canvas, ForeignTexts texts)
    {
        var studio = page.Page;
        await canvas.OpenAsync("mass-payment");
        await LookAsync(page, canvas, texts, "editor");
        await page.PictureAsync("language-editor");
        await MenuAsync(page, canvas, texts, "publish menu", studio.Locator("#stage .mud-toolbar .mud-button-group-root .mud-menu button").Last);
        foreach (var button in await studio.Locator("#stage .mud-toolbar button:visible").AllAsync())
        {
            await button.HoverAsync();
            await Task.Delay(700);
            await texts.LookAsync("tooltip");
        }

        await TabAsync(page, canvas, texts, "Variables");
        await PressAsync(studio.GetByText("Agregar variable").First);
        await DialogAsync(page, canvas, texts, "variable dialog");
        await MenuAsync(page, canvas, texts, "variable menu", studio.Locator("#stage td .mud-menu button").First);
        await TabAsync(page, canvas, texts, "Entradas y salidas");
        await PressAsync(studio.GetByText("Agregar entrada").First);
        await DialogAsync(page, canvas, texts, "input dialog");
        await PressAsync(studio.GetByText("Agregar salida").First);
        await DialogAsync(page, canvas, texts, "output dialog");
        await TabAsync(page, canvas, texts, "Versiones");
        await MenuAsync(page, canvas, texts, "version menu", studio.Locator("#stage td .mud-menu button").Last);

        await canvas.SelectAsync("funds-task");
        await LookAsync(page, canvas, texts, "activity");
        foreach (var tab in await canvas.Settings.Locator(".mud-tab").AllAsync())
        {
            await PressAsync(tab);
            await LookAsync(page, canvas, texts, "activity's tab");
        }

        await page.PictureAsync("language-activity");
        await TabAsync(page, canvas, texts, "Código");
    }

    private static async Task InstancesAsync(LedgerPage page, Canvas canvas, ForeignTexts texts)
    {
        var studio = page.Page;
        await page.GoAsync("/studio/instances");
        await page.RowsAsync();
        await LookAsync(page, canvas, texts, "instances");
        await page.PictureAsync("language-instances");
        await MenuAsync(page, canvas, texts, "instance menu", studio.Locator("#stage tbody tr .mud-menu button").First);
        foreach (var menu in await studio.Locator("#stage .mud-table-toolbar .mud-menu button:visible").AllAsync())
        {
            await MenuAsync(page, canvas, texts, "instances' menu", menu);
        }

        await PressAsync(studio.GetByText("Filtrar por fecha").First);
        await PressAsync(studio.Locator(".mud-popover-open button").Filter(new() { HasText = "Agregar" }).First);
        await LookAsync(page, canvas, texts, "date filter");
        await page.PictureAsync("language-dates");
    }

    private static async Task ViewerAsync(LedgerPage page, Canvas canvas, ForeignTexts texts, string instance)
    {
        var studio = page.Page;
        await page.GoAsync($"/studio/instances/{instance}");
        await page.CanvasAsync();
        await LookAsync(page, canvas, texts, "viewer");
        foreach (var tab in await studio.Locator("#stage .mud-tab").AllAsync())
        {
            await PressAsync(tab);
            await LookAsync(page, canvas, texts, "viewer's tab");
        }

        await PressAsync(studio.Locator("#stage .mud-tab").Filter(new() { HasText = "Diario" }).First);
        await studio.Locator("#stage .mud-timeline-item").Nth(2).ClickAsync();
        await LookAsync(page, canvas, texts, "journal entry");
        await page.PictureAsync("language-viewer");
    }

    private static async Task LookAsync(LedgerPage page, Canvas canvas, ForeignTexts texts, string place)
    {
        await canvas.SettledAsync();
        await texts.LookAsync(place);
        _ = page;
    }

    private static async Task TabAsync(LedgerPage page, Canvas canvas, ForeignTexts texts, string name)
    {
        await PressAsync(page.Page.Locator("#stage .mud-tab").Filter(new() { HasText = name }).First);
        await LookAsync(page, canvas, texts, name);
    }

    private static async Task MenuAsync(LedgerPage page, Canvas canvas, ForeignTexts texts, string place, ILocator button)
    {
        await PressAsync(button);
        await page.Page.Locator(".mud-popover-open .mud-menu-item").First.WaitForAsync();
        await LookAsync(page, canvas, texts, place);
        await page.Page.Keyboard.PressAsync("Escape");
        if (await page.Page.Locator(".mud-overlay").CountAsync() > 0)
        {
            await page.Page.Locator(".mud-overlay").First.DispatchEventAsync("click");
        }

        await page.Page.Locator(".mud-popover-open .mud-menu-item").First.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    // As it opens, as it refuses an empty name, and closed again.
    private static async Task DialogAsync(LedgerPage page, Canvas canvas, ForeignTexts texts, string place)
    {
        var dialog = page.Page.Locator(".mud-dialog");
        await dialog.WaitForAsync();
        await LookAsync(page, canvas, texts, place);
        await dialog.Locator("input[type=text]").First.FillAsync(string.Empty);
        await dialog.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await LookAsync(page, canvas, texts, place + ", refused");
        await dialog.Locator(".mud-dialog-actions button").First.ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    // The studio's narrow tab bars scroll: a tab may be beyond the edge, where a mouse would first press the arrow.
    private static Task PressAsync(ILocator element) => element.EvaluateAsync("e => e.click()");

    private async Task<string> StartAsync()
    {
        using var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        var started = await clerk.PostAsync(
            "/api/instances", new { definitionId = "purchase-register-import", input = new { fileName = "no-existe.csv" } }, Guid.NewGuid().ToString("N"));
        var id = started["instanceId"]!.GetValue<string>();
        for (var tries = 0; (await clerk.ListAsync($"/api/tasks?instanceId={id}")).Count == 0; tries++)
        {
            tries.Should().BeLessThan(300, "the file is not there, which a person is asked about");
            await Task.Delay(100);
        }

        return id;
    }
}
