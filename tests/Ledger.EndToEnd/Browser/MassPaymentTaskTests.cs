using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>Mass payments between people: modified by two at once.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MassPaymentTaskTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);
    private readonly PayingScene _paying = new(browser);

    [Fact]
    [Trait("row", "P5")]
    public async Task Payment_ModifiedByTwo_TellsTheSecondWhoAndWhenAndWarnsBeforeLeaving()
    {
        var clerkClient = await browser.ClientAsync(BrowserFixture.Operator);
        var entered = await clerkClient.PostAsync("/api/mass-payments", new
        {
            entryDate = "2026-11-20", estimatedPaymentDate = "2026-11-25", currency = "CLP", exchangeRate = 950,
            documents = new { installmentIds = await _paying.InstallmentsAsync(3) },
        });
        var id = entered["id"]!.GetValue<string>();
        await using var second = await _scene.OpenAsync(BrowserFixture.Operator, $"/mass-payments/{id}/edit");
        await using var first = await _scene.OpenAsync(BrowserFixture.Owner, $"/mass-payments/{id}/edit");
        await second.FollowAsync("two-people", async () =>
        {
            await Expect(Total(second)).ToHaveTextAsync("3");
            await second.Page.Locator(".mp-chosen tbody .dv-check input").First.ClickAsync();
            await second.Page.Locator("[data-remove]").ClickAsync();
            await Expect(Total(second)).ToHaveTextAsync("2");
            await ClosedAsync(second);
            await Expect(Total(second)).ToHaveTextAsync("2");

            await first.Page.Locator("[data-field=remarks]").FillAsync("De la primera persona");
            await first.Page.Keyboard.PressAsync("Tab");
            await first.Page.Locator("[data-accept]").ClickAsync();
            await first.Page.Locator("[data-accepted]").WaitForAsync();

            await second.Page.Locator("[data-accept]").ClickAsync();
            var told = second.Page.Locator(".notice[role=alert]");
            await Expect(told).ToContainTextAsync(await NameAsync(BrowserFixture.Owner));
            await Expect(told).ToContainTextAsync(new Regex(@"\d\d-\d\d-\d{4} \d\d?:\d\d"));
            await second.PictureAsync("two-people-es");
            await second.Page.Locator("[data-load-anew]").ClickAsync();
            await Expect(second.Page.Locator("[data-field=remarks]")).ToHaveValueAsync("De la primera persona");
            await Expect(Total(second)).ToHaveTextAsync("3");
            await second.Page.Locator("[data-accept]").ClickAsync();
            await second.Page.Locator("[data-accepted]").WaitForAsync();

            // The list names people as others know them, and finds them so.
            await second.GoAsync($"/mass-payments?first={entered["number"]}&last={entered["number"]}");
            await Expect(second.Page.Locator(".dv-table tbody")).ToContainTextAsync(await NameAsync(BrowserFixture.Operator));
            await Expect(second.Page.Locator(".dv-table tbody")).Not.ToContainTextAsync(BrowserFixture.Operator);
            await second.PictureAsync("mass-payments-names-es");
        });
    }

    // The browser asks before it closes a page with changes; whoever stays has everything.
    private static async Task ClosedAsync(LedgerPage page)
    {
        var asked = new TaskCompletionSource<IDialog>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(object? sender, IDialog dialog) => asked.TrySetResult(dialog);
        page.Page.Dialog += Take;
        await page.Page.CloseAsync(new() { RunBeforeUnload = true });
        var question = await asked.Task.WaitAsync(TimeSpan.FromMinutes(2));
        page.Page.Dialog -= Take;
        question.Type.Should().Be("beforeunload");
        await question.DismissAsync();
    }

    private async Task<string> NameAsync(string userName)
    {
        using var administrator = await _scene.ClientAsync("administrador");
        return (await administrator.ListAsync($"/api/users?search={userName}"))[0]["displayName"]!.GetValue<string>();
    }

    private static ILocator Total(LedgerPage page) => page.Page.Locator("[data-total=count]");
}
