using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>Mass payments between people: sent back and corrected in the task, and modified by two at once.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MassPaymentTaskTests(BrowserFixture browser)
{
    private const string Comment = "Falta una factura de otro proveedor y sobra la primera";
    private readonly InboxScene _scene = new(browser);
    private readonly PayingScene _paying = new(browser);

    [Fact]
    [Trait("row", "P5")]
    [Trait("row", "P6")]
    public async Task Payment_SentBack_IsCorrectedInItsTaskSentAgainApprovedPaidAndFinished()
    {
        var clerkClient = await browser.ClientAsync(BrowserFixture.Operator);
        var started = await clerkClient.PostAsync("/api/instances", new { definitionId = "mass-payment", input = new { documents = await _paying.InstallmentsAsync(3) } });
        var instance = started["instanceId"]!.GetValue<string>();
        var (number, taskId) = await _scene.TaskAsync(instance);
        var paymentId = (await _scene.TaskAsync(taskId))["data"]!["massPaymentId"]!.GetValue<string>();
        await using var approver = await _scene.OpenAsync(BrowserFixture.Approver, $"/tasks/{taskId}");
        await approver.FollowAsync("correct-approver", async () =>
        {
            await approver.Page.Locator("#decision-comment").FillAsync(Comment);
            await InboxScene.DecideAsync(approver, "SendBack");
            await InboxScene.AtAsync(approver, "/$|/\\?");
        });
        await using var clerk = await _scene.OpenAsync(BrowserFixture.Operator);
        await clerk.FollowAsync("correct-clerk", async () =>
        {
            await InboxScene.Row(clerk, number).Locator(".row-link").ClickAsync();
            await CorrectAsync(clerk);
            await clerk.Page.Locator("[data-outcome=Resubmit]").ClickAsync();
            await InboxScene.AtAsync(clerk, "/$|/\\?");
        });
        (await _paying.PaymentAsync(paymentId))["remarks"]!.GetValue<string>().Should().Be("Corregido");
        await approver.FollowAsync("correct-again", async () =>
        {
            await InboxScene.Row(approver, number).Locator(".row-link").ClickAsync();
            await approver.Page.Locator("[data-share]").First.WaitForAsync();
            await Expect(approver.Page.GetByText("Corregido").First).ToBeVisibleAsync();
            await InboxScene.DecideAsync(approver, "Authorize");
            await InboxScene.AtAsync(approver, "/$|/\\?");
        });
        await clerk.FollowAsync("correct-finish", () => PayAndFinishAsync(clerk, number, paymentId, instance));
    }

    [Fact]
    [Trait("row", "P5")]
    public async Task Payment_ModifiedByTwo_TellsTheSecondWhoAndWhenAndWarnsBeforeLeaving()
    {
        var clerkClient = await browser.ClientAsync(BrowserFixture.Operator);
        var entered = await clerkClient.PostAsync("/api/mass-payments", new
        {
            entryDate = "2026-11-20",
            estimatedPaymentDate = "2026-11-25",
            currency = "CLP",
            exchangeRate = 950,
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

    private static async Task CorrectAsync(LedgerPage clerk)
    {
        await Expect(clerk.Page.Locator(".earlier .comment")).ToHaveTextAsync(Comment); // why it came back
        await clerk.PictureAsync("correct-task-es");
        await clerk.Page.Locator("[data-edit]").ClickAsync();
        await Expect(Total(clerk)).ToHaveTextAsync("3");
        await clerk.Page.Locator("[data-field=remarks]").FillAsync("Corregido");
        await clerk.Page.Keyboard.PressAsync("Tab");
        await clerk.Page.Locator(".mp-chosen tbody .dv-check input").First.ClickAsync();
        await clerk.Page.Locator("[data-remove]").ClickAsync();
        await Expect(Total(clerk)).ToHaveTextAsync("2");
        await clerk.Page.Locator("[data-add]").ClickAsync();
        var credits = clerk.Page.Locator(".mp-choice tbody tr", new() { HasText = "crédito" });
        await Expect(credits).Not.ToHaveCountAsync(0);
        await clerk.Page.Locator("[data-field=kind-Invoice]").CheckAsync();
        await clerk.Page.Locator("[data-apply]").ClickAsync();
        await Expect(credits).ToHaveCountAsync(0); // the grid of the new filter
        await clerk.Page.Locator(".mp-choice tbody .dv-check input").Nth(3).ClickAsync();
        await Expect(Total(clerk)).ToHaveTextAsync("1");
        await clerk.Page.Locator("[data-include]").ClickAsync();
        await Expect(Total(clerk)).ToHaveTextAsync("3");
        await clerk.Page.Locator("[data-accept]").ClickAsync();
        await clerk.Page.Locator("[data-accepted]").WaitForAsync();
        await clerk.Page.Locator("[data-key=o]").ClickAsync();
        await InboxScene.AtAsync(clerk, @"/tasks/\d+$");
        await Expect(clerk.Page.GetByText("Corregido").First).ToBeVisibleAsync();
        await clerk.PictureAsync("correct-task-done-es");
    }

    private async Task PayAndFinishAsync(LedgerPage clerk, string number, string paymentId, string instance)
    {
        await clerk.GoAsync("/");
        await InboxScene.Row(clerk, number).Locator(".row-link").ClickAsync();
        await Expect(clerk.Page.Locator(".funds-table tbody tr[data-supplier]")).ToHaveCountAsync(3);
        await clerk.Page.Locator("[data-c='1'][data-r='0']").SelectOptionAsync(new SelectOptionValue { Label = "BANCO" });
        await clerk.Page.Locator("[data-c='1'][data-r='0']").FocusAsync();
        await clerk.Page.Keyboard.PressAsync("Control+Shift+D"); // all the same account
        await Expect(clerk.Page.Locator("[data-problems]")).ToHaveAttributeAsync("data-problems", "0");
        await InboxScene.DecideAsync(clerk, "Generate");
        await InboxScene.AtAsync(clerk, $"/mass-payments/{paymentId}/pay$");
        await Expect(clerk.Page.Locator(".paying-task a")).ToContainTextAsync("Revisar");
        await clerk.Page.Locator(".paying-task a").First.ClickAsync();
        await Expect(clerk.Page.Locator("[data-orders]")).ToHaveAttributeAsync("data-orders", "3");
        await clerk.Page.Locator("[data-outcome=Finish]").ClickAsync();
        using var owner = await _scene.ClientAsync(BrowserFixture.Owner);
        var status = string.Empty;
        for (var round = 0; round < 600 && status != "Finished"; round++)
        {
            status = (await owner.GetAsync($"/api/instances/{instance}"))["summary"]!["subStatus"]!.GetValue<string>();
            await Task.Delay(100);
        }

        status.Should().Be("Finished");
        (await _paying.PaymentAsync(paymentId))["state"]!.GetValue<string>().Should().Be("Paid");
        await clerk.GoAsync($"/mass-payments/{paymentId}");
        await clerk.Page.Locator("[data-action=annul]").WaitForAsync(); // decided on its page from now on
        await clerk.PictureAsync("finished-es");
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
