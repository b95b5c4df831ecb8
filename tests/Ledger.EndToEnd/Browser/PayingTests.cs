using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>Authorising, funding, generating, reviewing and annulling mass payments as people at browsers do it (issue 4 §4, §8).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "P7")]
public sealed class PayingTests(BrowserFixture browser)
{
    private static readonly CultureInfo Chile = CultureInfo.GetCultureInfo("es-CL");
    private readonly InboxScene _scene = new(browser);
    private readonly PayingScene _paying = new(browser);

    [Fact] // P6, P7, P8, P10, P11: the whole process in browsers, per supplier with checks
    public async Task Payment_ThroughItsTasks_IsApprovedFundedWithChecksPrintedAndAnnulled()
    {
        var used = await _paying.UseCheckAsync();
        var (number, taskId, paymentId) = await EnterAsync(4);
        await using var approver = await _scene.OpenAsync(BrowserFixture.Approver, $"/tasks/{taskId}");
        await approver.FollowAsync("paying-authorize", () => ApproveAsync(approver));

        await using var clerk = await _scene.OpenAsync(BrowserFixture.Operator);
        await clerk.FollowAsync("paying-funds", async () =>
        {
            await InboxScene.Row(clerk, number).Locator(".row-link").ClickAsync();
            var first = await FundAsync(clerk, used);
            await InboxScene.DecideAsync(clerk, "Generate");
            await InboxScene.AtAsync(clerk, $"/mass-payments/{paymentId}/pay$");
            await Assertions.Expect(clerk.Page.Locator(".paying-task a")).ToContainTextAsync("Revisar");
            await clerk.PictureAsync("paying-paid-es");
            await clerk.Page.Locator(".paying-task a").First.ClickAsync();
            await ReviewAsync(clerk, paymentId, first);
        });
        (await _paying.PaymentAsync(paymentId))["state"]!.GetValue<string>().Should().Be("Entered", "annulled, it must be authorised again");
    }

    [Fact] // P7, P9, P11: without a process; interrupted, gone on with, annulled
    public async Task Payment_InterruptedWithoutAProcess_GoesOnFromItsPageAndIsAnnulledThere()
    {
        var id = await _paying.AuthorizedAsync(4);
        await _paying.PayPartlyAsync(id, 2);
        await using var clerk = await _scene.OpenAsync(BrowserFixture.Operator, $"/mass-payments/{id}/pay", "en");
        await clerk.FollowAsync("paying-partly", async () =>
        {
            await Assertions.Expect(clerk.Page.Locator("[data-partly-paid]")).ToContainTextAsync("2 of 4 payment orders were issued; 2 are left");
            await Assertions.Expect(clerk.Page.Locator("[data-orders]")).ToHaveAttributeAsync("data-orders", "2");
            await clerk.PictureAsync("paying-partly-en");

            await ReadOnlyAsync(id);
            await StoppedAsync(clerk);
            await clerk.Page.Locator("[data-change-funds]").CheckAsync();
            await Assertions.Expect(clerk.Page.Locator(".funds-table tbody tr[data-supplier]")).ToHaveCountAsync(2);
            await clerk.Page.Locator("[data-action=generate]").ClickAsync();
            await clerk.Page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-orders]")).ToHaveAttributeAsync("data-orders", "4");
            (await _paying.PaymentAsync(id))["state"]!.GetValue<string>().Should().Be("Paid");
            (await _paying.OrdersAsync(id)).Select(o => o["supplierId"]!.GetValue<string>()).Should().OnlyHaveUniqueItems("nobody is paid twice");

            // From the payment's page to here.
            await clerk.GoAsync($"/mass-payments/{id}");
            await clerk.Page.Locator("[data-action=annul]").WaitForAsync();
            await clerk.PictureAsync("paying-detail-en");
            await clerk.Page.Locator("[data-action=annul]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-undoes]")).ToContainTextAsync("annuls 4 payment orders");
            await PayingScene.LookOverAsync(clerk, "paying-annul-en");
            await clerk.Page.Locator("[data-reason]").FillAsync("wrong bank");
            await clerk.Page.Locator("[data-action=annul-now]").ClickAsync();
            await clerk.Page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-orders]")).ToHaveCountAsync(0);
            (await _paying.PaymentAsync(id))["state"]!.GetValue<string>().Should().Be("Entered");
        });
    }

    [Fact] // P12, C4: one order is de-allocated, then annulled; the generation can no longer be annulled as a whole, and says which order forbids it
    public async Task PaymentOrder_DeallocatedThenAnnulled_LeavesTheMassPaymentPaidAndForbidsItsAnnulmentByName()
    {
        var id = await _paying.AuthorizedAsync(2);
        await _paying.PayAsync(id);
        var order = (await _paying.OrdersAsync(id))[0];
        await using var clerk = await _scene.OpenAsync(BrowserFixture.Operator, $"/payment-orders/{order["id"]!.GetValue<string>()}");
        await clerk.FollowAsync("paying-order", async () =>
        {
            await Assertions.Expect(clerk.Page.Locator("[data-entry]")).ToBeVisibleAsync();
            await clerk.PictureAsync("order-es");
            await clerk.Page.Locator("[data-action=deallocate]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("dialog .paying-warnings li")).ToHaveCountAsync(1);
            await clerk.PictureAsync("order-warning-es");
            await clerk.Page.Locator("dialog [data-reason]").FillAsync("se pagó de más");
            await clerk.Page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("dialog")).ToBeVisibleAsync(); // the warning was not accepted
            await clerk.Page.Locator("[data-accept]").CheckAsync();
            await clerk.Page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-allocation=undone]")).ToHaveCountAsync(1);
            await clerk.Page.Locator("[data-action=annul-order]").ClickAsync();
            await clerk.Page.Locator("dialog [data-reason]").FillAsync("se paga otra vez");
            await clerk.Page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-annulled]")).ToContainTextAsync("sigue pagado");
            await Assertions.Expect(clerk.Page.Locator("[data-reversal]")).ToBeVisibleAsync();
            await PayingScene.LookOverAsync(clerk, "order-annulled");
            (await _paying.PaymentAsync(id))["state"]!.GetValue<string>().Should().Be("Paid");

            await clerk.GoAsync($"/mass-payments/{id}/pay?annul=true");
            await Assertions.Expect(clerk.Page.Locator("[data-obstacles]")).ToContainTextAsync($"la orden de pago {order["number"]} de");
            await Assertions.Expect(clerk.Page.Locator("[data-action=annul-now]")).ToHaveCountAsync(0);
            await clerk.PictureAsync("paying-annul-forbidden-es");
        });
    }

    // P9: what stops a generation in the middle is told, and what was made stays.
    private async Task StoppedAsync(LedgerPage clerk)
    {
        var administrator = await browser.ClientAsync("administrador");
        var parameters = (await administrator.GetAsync("/api/parameters/purchasing")).AsObject();
        parameters["paymentOrdersClosedThrough"] = "2099-12-31";
        await administrator.PutAsync("/api/parameters/purchasing", parameters);
        try
        {
            await clerk.Page.Locator("[data-action=generate]").ClickAsync();
            await clerk.Page.Locator("[data-confirm]").ClickAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-stopped]")).ToContainTextAsync("It stopped:");
            await Assertions.Expect(clerk.Page.Locator("[data-orders]")).ToHaveAttributeAsync("data-orders", "2");
        }
        finally
        {
            parameters["paymentOrdersClosedThrough"] = null;
            await administrator.PutAsync("/api/parameters/purchasing", parameters);
        }
    }

    // P7: editable only while the parameter is on; else it is shown, and why.
    private async Task ReadOnlyAsync(string id)
    {
        var administrator = await browser.ClientAsync("administrador");
        var parameters = (await administrator.GetAsync("/api/parameters/purchasing")).AsObject();
        async Task EditsAsync(bool edits)
        {
            parameters["editsTreasuryData"] = edits;
            await administrator.PutAsync("/api/parameters/purchasing", parameters);
        }

        await EditsAsync(false);
        try
        {
            await using var clerk = await _scene.OpenAsync(BrowserFixture.Operator, $"/mass-payments/{id}/pay", "en");
            await clerk.Page.Locator("[data-change-funds]").CheckAsync();
            await Assertions.Expect(clerk.Page.Locator("[data-read-only]")).ToContainTextAsync("edits treasury data");
            await Assertions.Expect(clerk.Page.Locator(".funds-table tbody tr[data-supplier]")).ToHaveCountAsync(2);
            await Assertions.Expect(clerk.Page.Locator(".funds-table td.funds-account :is(select, input)")).ToHaveCountAsync(0);
            await clerk.PictureAsync("paying-funds-read-only-en");
        }
        finally
        {
            await EditsAsync(true);
        }

        // Who may only read sees how it stands, and no button.
        await using var auditor = await _scene.OpenAsync("auditora", $"/mass-payments/{id}/pay");
        await auditor.Page.Locator("[data-partly-paid]").WaitForAsync();
        await Assertions.Expect(auditor.Page.Locator("[data-action]")).ToHaveCountAsync(0);
    }

    private async Task<(string Number, long TaskId, string PaymentId)> EnterAsync(int suppliers)
    {
        var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        var started = await clerk.PostAsync("/api/instances", new { definitionId = "mass-payment", input = new { documents = await _paying.InstallmentsAsync(suppliers) } });
        var (number, taskId) = await _scene.TaskAsync(started["instanceId"]!.GetValue<string>());
        return (number, taskId, (await _scene.TaskAsync(taskId))["data"]!["massPaymentId"]!.GetValue<string>());
    }

    private static async Task ApproveAsync(LedgerPage approver)
    {
        await Assertions.Expect(approver.Page.Locator("[data-share]")).ToHaveCountAsync(4);
        await approver.Page.Locator("[data-documents] > summary").ClickAsync();
        await Assertions.Expect(approver.Page.Locator("[data-documents] .dv-table tbody tr")).ToHaveCountAsync(4);

        await PayingScene.LookOverAsync(approver, "paying-authorize");

        // An approver decides from a phone.
        await approver.Page.SetViewportSizeAsync(390, 844);
        await InboxScene.DecideAsync(approver, "Authorize");
        await InboxScene.AtAsync(approver, "/$|/\\?");
    }

    // All by check: one number twice, one that was used, then the next free ones. Returns the number that stays.
    private static async Task<long> FundAsync(LedgerPage clerk, long used)
    {
        var page = clerk.Page;
        await Assertions.Expect(page.Locator(".funds-table tbody tr[data-supplier]")).ToHaveCountAsync(4);
        await page.Locator("[data-c='1'][data-r='0']").SelectOptionAsync(new SelectOptionValue { Label = "BANCO" });
        await page.Locator("[data-c='1'][data-r='0']").FocusAsync();
        await page.Keyboard.PressAsync("Control+Shift+D"); // all the same account
        await page.Locator("[data-c='2'][data-r='0']").CheckAsync();
        await page.Locator("[data-c='2'][data-r='0']").FocusAsync();
        await page.Keyboard.PressAsync("Control+Shift+D"); // all by check
        await Assertions.Expect(page.Locator("[data-c='4']")).ToHaveCountAsync(4);
        var numbers = page.Locator("[data-c='4']");
        await Assertions.Expect(numbers.First).ToHaveAttributeAsync("placeholder", new Regex("^1\\d{5}$"));
        var next = long.Parse((await numbers.First.GetAttributeAsync("placeholder"))!, CultureInfo.InvariantCulture);

        // Typed and gone on with Enter, as in a spreadsheet: the same number twice stands at both cells.
        await numbers.First.FocusAsync();
        await page.Keyboard.TypeAsync($"{next + 7}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-c='4'][data-r='1']")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync($"{next + 7}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-c='4'][aria-invalid=true]")).ToHaveCountAsync(2);
        await page.Keyboard.TypeAsync($"{used}");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#funds-2-4")).ToContainTextAsync($"El cheque {used} de la chequera Chequera 1 ya fue");
        await PayingScene.LookOverAsync(clerk, "paying-funds-errors");

        // A reload loses nothing.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-c='4'][aria-invalid=true]")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator(".funds .notice")).ToContainTextAsync("Se recuperó");

        // What stands in the way is not sent; each remedy is at its cell.
        await InboxScene.DecideAsync(clerk, "Generate");
        await Assertions.Expect(page.Locator("[data-c='4'][aria-invalid=true]").First).ToBeVisibleAsync();
        await page.Locator("#funds-2-4 button").ClickAsync();
        await page.Locator("#funds-1-4 button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-problems]")).ToHaveAttributeAsync("data-problems", "0");
        await Assertions.Expect(page.Locator("[data-checkbook]")).ToContainTextAsync("usa 4 de");
        await clerk.PictureAsync("paying-funds-es");
        return next + 7;
    }

    private async Task ReviewAsync(LedgerPage clerk, string paymentId, long check)
    {
        var page = clerk.Page;
        await Assertions.Expect(page.Locator("[data-orders]")).ToHaveAttributeAsync("data-orders", "4");
        await Assertions.Expect(page.Locator("[data-orders]")).ToContainTextAsync($"{check}");
        await PayingScene.LookOverAsync(clerk, "paying-review");
        var orders = await _paying.OrdersAsync(paymentId);
        var text = await PayingScene.PdfTextAsync(clerk, page.Locator("[data-print=payment-orders]"));
        if (text.Length > 0)
        {
            foreach (var order in orders)
            {
                text.Should().Contain($"{order["number"]}").And.Contain(order["amount"]!.GetValue<decimal>().ToString("#,##0", Chile));
            }

            (await PayingScene.PdfTextAsync(clerk, page.Locator("[data-print=checks]"))).Should().Contain($"{check}");
        }

        await page.Locator("[data-annul-details] > summary").ClickAsync();
        await Assertions.Expect(page.Locator("[data-undoes]")).ToContainTextAsync("4 órdenes de pago");
        await Assertions.Expect(page.Locator("[data-undoes]")).ToContainTextAsync("4 cheques");

        // The order's page, and from there the supplier's account.
        var address = page.Url;
        await page.Locator("[data-orders] .row-link").First.ClickAsync();
        await page.Locator("[data-account]").ClickAsync();
        await Assertions.Expect(page.Locator(".dv-table tbody")).ToContainTextAsync($"{orders.Max(o => long.Parse(o["number"]!.GetValue<string>(), CultureInfo.InvariantCulture))}");
        await clerk.PictureAsync("paying-account-es");

        await page.GotoAsync(address);
        await page.Locator("[data-orders]").WaitForAsync();
        await InboxScene.DecideAsync(clerk, "Annul");
        await InboxScene.AtAsync(clerk, $"/mass-payments/{paymentId}/pay$");
        await Assertions.Expect(page.Locator("[data-orders]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".paying-task a")).ToContainTextAsync("Autorizar");
    }
}
