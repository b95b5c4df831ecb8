using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>Mass payments as an operator enters, modifies and deletes them (features.md P1 to P5, P13, P14).</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class MassPaymentTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);

    [Fact]
    [Trait("row", "P1")]
    [Trait("row", "P3")]
    public async Task Entry_OfFortyDocumentsByFilter_IsRecordedWithItsProcessAndFoundInTheList()
    {
        await using var page = await EntryAsync();
        await page.FollowAsync("entry-forty", async () =>
        {
            await page.PictureAsync("entry-empty-es");
            await page.Page.Locator("[data-field=remarks]").FillAsync("Pago del viernes");
            await page.Page.Keyboard.PressAsync("Tab");
            await page.Page.Locator("[data-add]").ClickAsync();
            await ReadAsync(page);
            await page.Page.Locator("[data-field=kind-Invoice]").CheckAsync();
            await page.Page.Locator("[data-field=amount-min]").FillAsync("1.000");
            await ApplyAsync(page);
            await page.PictureAsync("choice-es");
            await TickAsync(page, 1, 40);
            await Expect(Total(page, "count")).ToHaveTextAsync("40");
            var said = await Total(page, "local").InnerTextAsync();
            await page.PictureAsync("choice-forty-es");
            await page.Page.Locator("[data-include]").ClickAsync();
            await page.Page.Locator("[data-include]").WaitForAsync(new() { State = WaitForSelectorState.Detached }); // both feet say 40
            await Expect(Total(page, "count")).ToHaveTextAsync("40");
            (await Total(page, "local").InnerTextAsync()).Should().Be(said, "the foot of the entry is that of the choice");
            await page.PictureAsync("entry-forty-es");

            // Leaving asks; whoever stays has lost nothing.
            await page.Page.Keyboard.PressAsync("Escape");
            await page.Page.Locator("[data-leave=stay]").ClickAsync();
            await page.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            await Expect(Total(page, "count")).ToHaveTextAsync("40");
            await page.Page.Keyboard.PressAsync("F10");
            await page.Page.Locator("[data-accepted]").WaitForAsync();
            await page.PictureAsync("entry-done-es");
            var number = (await page.Page.Locator("[data-accepted]").GetAttributeAsync("data-accepted"))!;
            (await page.Page.Locator("[data-print-detail]").GetAttributeAsync("href")).Should().Contain("/print/detail?format=pdf");
            await page.Page.Locator("[data-key=o]").ClickAsync();
            await InboxScene.AtAsync(page, @"/mass-payments/\d+$");
            await Expect(page.Page.Locator("h1")).ToHaveTextAsync($"Pago masivo N° {number}");
            await Expect(page.Page.Locator(".history li").First).ToContainTextAsync("lo entregó a un proceso", new() { Timeout = 180_000 });
            await ReadAsync(page);
            await page.PictureAsync("mass-payment-es");
            (await Task(number)).Should().HaveCount(1, "one process for one payment, at its approvers' task");

            await page.GoAsync($"/mass-payments?state=Entered&first={number}&last={number}");
            await ReadAsync(page);
            await page.Page.Locator("tbody [data-dv-cell]").Nth(2).DblClickAsync();
            await InboxScene.AtAsync(page, @"/mass-payments/\d+$");
        });
    }

    private async Task<LedgerPage> EntryAsync(string userName = BrowserFixture.Operator, string language = "es")
    {
        var page = await _scene.OpenAsync(userName, "/mass-payments/new", language);
        await page.Page.Locator("[data-add]").WaitForAsync();
        if (await page.Page.Locator("[data-discard]").CountAsync() > 0)
        {
            await page.Page.Locator("[data-discard]").ClickAsync(); // an earlier test left it
            await page.Page.Locator("[data-discard]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }

        return page;
    }

    private static Task ReadAsync(LedgerPage page) => page.Page.Locator(".dv[aria-busy=false] .dv-foot [role=status]", new() { HasTextRegex = Digit() }).First.WaitForAsync();

    // The grid of a new filter is another grid; until it has its rows, the old one is there.
    private static async Task ApplyAsync(LedgerPage page)
    {
        var rows = page.Page.Locator(".dv-foot [role=status]").First;
        var before = await rows.InnerTextAsync();
        await page.Page.Locator("[data-apply]").ClickAsync();
        await Expect(rows).Not.ToHaveTextAsync(before);
        await ReadAsync(page);
    }

    private static ILocator Total(LedgerPage page, string name) => page.Page.Locator($"[data-total={name}]");

    // The first tick, then one with Shift: all between, as far as the page of the grid goes.
    private static async Task TickAsync(LedgerPage page, int from, int to)
    {
        var boxes = page.Page.Locator("tbody .dv-check input");
        await boxes.Nth(from - 1).ClickAsync();
        await Expect(Total(page, "count")).ToHaveTextAsync("1");
        await boxes.Nth(to - 1).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
    }

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> Task(string number)
    {
        using var owner = await _scene.ClientAsync(BrowserFixture.Owner);
        for (var round = 0; round < 600; round++)
        {
            var tasks = await owner.ListAsync($"/api/tasks?scope=All&businessKey={number}");
            if (tasks.Count > 0)
            {
                return [.. tasks];
            }

            await System.Threading.Tasks.Task.Delay(100);
        }

        return [];
    }

    [GeneratedRegex(@"\d")]
    private static partial Regex Digit();
}
