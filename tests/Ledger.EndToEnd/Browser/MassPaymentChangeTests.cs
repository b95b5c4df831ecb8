using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>Mass payments that change under people's hands: modified, deleted, chosen by two at once, and a server that is restarted meanwhile.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class MassPaymentChangeTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);

    [Fact]
    [Trait("row", "P5")]
    [Trait("row", "P13")]
    public async Task Payment_Entered_IsModifiedAndDeletedInEnglish()
    {
        var (id, number) = await EnterAsync(3);
        await using var page = await _scene.OpenAsync(BrowserFixture.Operator, $"/mass-payments/{id}", "en");
        await page.FollowAsync("mass-payment-modified", async () =>
        {
            await page.Page.Locator("[data-key=e]").ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync("3");
            await page.Page.Locator("[data-field=remarks]").FillAsync("One less");
            await page.Page.Keyboard.PressAsync("Tab");
            await page.Page.Locator("[data-field=estimated]").FillAsync("2020-01-01");
            await page.Page.Keyboard.PressAsync("Tab");
            await page.Page.Locator(".mp-fields .problem").WaitForAsync();
            await page.PictureAsync("edit-wrong-date-en");
            var entry = await page.Page.Locator("[data-field=entry-date]").InputValueAsync();
            await page.Page.Locator("[data-field=estimated]").FillAsync(entry);
            await page.Page.Keyboard.PressAsync("Tab");
            await Expect(page.Page.Locator(".mp-fields .problem")).ToHaveCountAsync(0);
            await page.Page.Locator(".mp-chosen tbody .dv-check input").First.ClickAsync();
            await page.Page.Locator("[data-remove]").ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync("2");
            await page.PictureAsync("edit-en");
            await page.Page.Locator("[data-accept]").ClickAsync();
            await page.Page.Locator($"[data-accepted='{number}']").WaitForAsync();
            await page.Page.Locator("[data-key=o]").ClickAsync();
            await page.Page.GetByText("One less").WaitForAsync();
            await Expect(page.Page.Locator(".history li")).ToHaveCountAsync(2);
            await page.Page.Locator("[data-toggle-theme]").ClickAsync();
            await page.PictureAsync("mass-payment-en-dark");
            await page.Page.SetViewportSizeAsync(390, 844);
            await page.PictureAsync("mass-payment-phone-en");
            (await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("a phone does not scroll sideways");
            await page.GoAsync("/mass-payments");
            await page.Page.Locator(".dv-foot [role=status]", new() { HasTextRegex = Digit() }).First.WaitForAsync();
            await page.PictureAsync("mass-payments-phone-en");
            (await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("a phone does not scroll sideways");
            await page.Page.SetViewportSizeAsync(1440, 900);
            await page.PictureAsync("mass-payments-en-dark");

            await page.GoAsync($"/mass-payments/{id}");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
            await page.PictureAsync("mass-payment-delete-en");
            await page.Page.Locator("[data-confirm]").ClickAsync();
            await InboxScene.AtAsync(page, "/mass-payments$");
            await page.GoAsync($"/mass-payments/{id}");
            await page.Page.GetByText("This mass payment does not exist").First.WaitForAsync();
        });
    }

    [Fact]
    [Trait("row", "P1")]
    [Trait("row", "P2")]
    public async Task Entry_WhileTheServerIsRestartedAndAnotherTakesADocument_KeepsTheRestAndSaysWhich()
    {
        await using var page = await _scene.OpenAsync(BrowserFixture.Operator, "/mass-payments/new");
        await page.FollowAsync("entry-restart", async () =>
        {
            await page.Page.Locator("[data-add]").WaitForAsync();
            if (await page.Page.Locator("[data-discard]").CountAsync() > 0)
            {
                await page.Page.Locator("[data-discard]").ClickAsync(); // an earlier test left it
                await page.Page.Locator("[data-discard]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            }

            page.Expect("ERR_|WebSocket|_blazor|Connection|Failed to load|health/ready"); // the line is cut on purpose
            await page.Page.Locator("[data-add]").ClickAsync();
            var boxes = page.Page.Locator(".mp-choice tbody .dv-check input");
            await boxes.Nth(1).ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync("1");
            await boxes.Nth(8).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
            await Expect(Total(page, "count")).ToHaveTextAsync("8");
            var (supplier, document) = (await Cell(page, 2, 0), await Cell(page, 2, 3));

            await page.Page.EvaluateAsync("window.marker = 'before'");
            await browser.Server.KillAsync();
            await Expect(page.Page.Locator("#connection")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await browser.Server.StartAsync();
            await page.Page.WaitForFunctionAsync("() => window.marker === undefined && document.querySelector('[data-include]') !== null");
            await Expect(Total(page, "count")).ToHaveTextAsync("8"); // the choice is open with its ticks
            await page.PictureAsync("choice-after-restart-es");
            await page.Page.Locator("[data-include]").ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync("8");

            await TakeAsync(supplier, document);
            await page.Page.Locator("[data-field=process]").UncheckAsync();
            await page.Page.Locator("[data-accept]").ClickAsync();
            await Expect(page.Page.Locator(".mp-findings li")).ToHaveCountAsync(1);
            (await page.Page.Locator(".mp-findings li").InnerTextAsync()).Should().Contain(document).And.Contain("pago masivo N°");
            await Expect(Total(page, "count")).ToHaveTextAsync("7");
            await page.PictureAsync("entry-taken-es");
            await page.Page.Locator("[data-accept]").ClickAsync();
            await page.Page.Locator("[data-accepted]").WaitForAsync();
        });
    }

    [Fact]
    [Trait("row", "P3")]
    public async Task Choice_OfAllLessSome_IsOverTheFilterAndLeavesOutWhatCannotBeChosen()
    {
        await using var page = await _scene.OpenAsync(BrowserFixture.Owner, "/mass-payments/new", "en");
        await page.FollowAsync("choice-all", async () =>
        {
            await page.Page.Locator("[data-add]").ClickAsync();
            await page.Page.Locator(".mp-choice [data-attached] tbody [data-dv-cell]").First.FocusAsync();
            await page.Page.Keyboard.PressAsync("Control+a");
            await Expect(Total(page, "count")).Not.ToHaveTextAsync("0");
            var all = await NumberAsync(page);
            await page.Page.Locator(".mp-choice tbody .dv-check input").Nth(0).ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync((all - 1).ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("en-US")));
            await page.PictureAsync("choice-all-en");
            await page.Page.SetViewportSizeAsync(390, 844);
            await page.PictureAsync("choice-phone-en");
            (await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("a phone does not scroll sideways");
            await page.Page.SetViewportSizeAsync(1440, 900);
            await page.Page.Locator("[data-include]").ClickAsync();
            await Expect(page.Page.Locator(".mp-chosen .dv-foot [role=status]").First).ToContainTextAsync((all - 1).ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("en-US")));
            await page.Page.Locator("[data-cancel]").ClickAsync();
            await page.PictureAsync("entry-leave-en");
            await page.Page.Locator("[data-leave=discard]").ClickAsync();
            await InboxScene.AtAsync(page, "/mass-payments$");
            all.Should().BeGreaterThan(100, "more than a page");
        });
    }

    private static ILocator Total(LedgerPage page, string name) => page.Page.Locator($"[data-total={name}]");

    private static async Task<string> Cell(LedgerPage page, int row, int column) =>
        (await page.Page.Locator(".mp-choice tbody tr").Nth(row).Locator("[data-dv-cell]").Nth(column).InnerTextAsync()).Trim();

    private static async Task<long> NumberAsync(LedgerPage page) =>
        long.Parse(NotDigits().Replace(await Total(page, "count").InnerTextAsync(), string.Empty), System.Globalization.CultureInfo.InvariantCulture);

    // Another person enters the document over the API.
    private async Task TakeAsync(string supplier, string number)
    {
        using var other = await _scene.ClientAsync(BrowserFixture.Owner);
        var documents = await other.ListAsync($"/api/mass-payments/payable-documents?pageSize=200&supplierFrom={supplier}&supplierTo={supplier}");
        var taken = documents.First(d => d["number"]!.ToString() == number)["installmentId"]!.GetValue<string>();
        await EnterAsync(other, [taken]);
    }

    private async Task<(string Id, string Number)> EnterAsync(int documents)
    {
        using var clerk = await _scene.ClientAsync(BrowserFixture.Operator);
        var free = await clerk.ListAsync($"/api/mass-payments/payable-documents?pageSize={documents}&orderBy=open&page=20");
        var payment = await EnterAsync(clerk, [.. free.Select(d => d["installmentId"]!.GetValue<string>())]);
        return (payment["id"]!.GetValue<string>(), payment["number"]!.ToString());
    }

    private static Task<JsonNode> EnterAsync(LedgerClient clerk, string[] ids) => clerk.PostAsync("/api/mass-payments", new
    {
        entryDate = "2026-11-20",
        estimatedPaymentDate = "2026-11-25",
        currency = "CLP",
        exchangeRate = 950,
        documents = new { installmentIds = ids },
    });

    [GeneratedRegex(@"\d")]
    private static partial Regex Digit();

    [GeneratedRegex(@"\D")]
    private static partial Regex NotDigits();
}
