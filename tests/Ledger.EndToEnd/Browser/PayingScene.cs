using System.Text.Json.Nodes;
using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Domain.MassPayments;
using Ledger.EndToEnd.Clients;
using Ledger.Foundation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>Mass payments in the states that the tests of paying begin with, entered over the API of the demo company.</summary>
internal sealed class PayingScene(BrowserFixture browser)
{
    /// <summary>Instalments of that many suppliers which can be paid, one a supplier.</summary>
    public async Task<string[]> InstallmentsAsync(int suppliers)
    {
        var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        var rows = new List<JsonNode>();
        for (var page = 1; rows.Count == (page - 1) * 200; page++)
        {
            var more = await clerk.ListAsync($"/api/mass-payments/payable-documents?kind=Invoice&pageSize=200&page={page}");
            rows.AddRange(more);
            if (more.Count == 0)
            {
                break;
            }
        }

        // From the end of the list: other tests take from its beginning.
        var chosen = rows.Where(r => r["isSelectable"]!.GetValue<bool>() && r["currency"]!.GetValue<string>() == "CLP")
            .GroupBy(r => r["supplierCode"]!.GetValue<string>()).Select(g => g.First()["installmentId"]!.GetValue<string>()).Reverse().Take(suppliers).ToArray();
        chosen.Should().HaveCount(suppliers, "the demo has so many suppliers");
        return chosen;
    }

    /// <summary>A mass payment that no process carries, authorised; returns its key.</summary>
    public async Task<string> AuthorizedAsync(int suppliers)
    {
        var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-6)).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var entered = await clerk.PostAsync("/api/mass-payments", new
        {
            entryDate = today,
            estimatedPaymentDate = today,
            currency = "CLP",
            exchangeRate = 950,
            documents = new { installmentIds = await InstallmentsAsync(suppliers) },
        });
        var id = entered["id"]!.GetValue<string>();
        await (await browser.ClientAsync(BrowserFixture.Approver)).PostAsync($"/api/mass-payments/{id}/authorize");
        return id;
    }

    /// <summary>Prepares it with each supplier's usual means of payment.</summary>
    public async Task PrepareAsync(string id) =>
        await (await browser.ClientAsync(BrowserFixture.Operator)).PostAsync($"/api/mass-payments/{id}/prepare", new { bySupplier = true });

    /// <summary>Pays it whole.</summary>
    public async Task PayAsync(string id)
    {
        await PrepareAsync(id);
        await (await browser.ClientAsync(BrowserFixture.Operator)).PostAsync($"/api/mass-payments/{id}/generate");
    }

    /// <summary>Pays one supplier by check from the demo's bank; returns the number that is used now.</summary>
    public async Task<long> UseCheckAsync()
    {
        var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        var bank = (await clerk.ListAsync("/api/treasury/accounts")).Single(a => a["code"]!.GetValue<string>() == "BANCO")["id"]!.GetValue<string>();
        var id = await AuthorizedAsync(1);
        await clerk.PostAsync($"/api/mass-payments/{id}/prepare", new { general = new { paymentAccountId = bank, byCheck = true } });
        await clerk.PostAsync($"/api/mass-payments/{id}/generate");
        return long.Parse((await clerk.ListAsync($"/api/treasury/checks?massPaymentId={id}"))[0]["number"]!.GetValue<string>(), null);
    }

    /// <summary>Pays that many of its suppliers, as a generation that was interrupted then.</summary>
    public async Task PayPartlyAsync(string id, int suppliers)
    {
        await PrepareAsync(id);
        var me = await (await browser.ClientAsync(BrowserFixture.Operator)).GetAsync("/api/auth/me");
        await using var host = await LedgerHost.CreateAsync(new HostSettings { DataFolder = browser.Server.Folder, Serves = false, RunsEngine = false, IsQuiet = true });
        var actor = new Actor(browser.CompanyId, long.Parse((me["userId"] ?? me["id"])!.GetValue<string>(), null), BrowserFixture.Operator);
        var progress = await host.Services.GetRequiredService<LedgerDatabase>().WriteAsync(
            actor, session => new MassPaymentGeneration(session).RunChunkAsync(long.Parse(id, null), suppliers));
        progress.Done.Should().Be(suppliers);
    }

    public async Task<JsonNode> PaymentAsync(string id) => await (await browser.ClientAsync(BrowserFixture.Operator)).GetAsync($"/api/mass-payments/{id}");

    /// <summary>Its payment orders, by number.</summary>
    public async Task<IReadOnlyList<JsonNode>> OrdersAsync(string id) =>
        await (await browser.ClientAsync(BrowserFixture.Operator)).ListAsync($"/api/payment-orders?massPaymentId={id}&orderBy=number");

    /// <summary>
    /// Looks at the page as it stands in light and dark, at a desk, a tablet and a phone: contrast, names, focus, nothing sideways.
    /// Keeps pictures of the light page, of the dark one and of the phone.
    /// </summary>
    public static async Task LookOverAsync(LedgerPage page, string name)
    {
        var problems = new List<string>();
        foreach (var theme in (string[])["dark", "light"])
        {
            await page.Page.Locator("[data-toggle-theme]").ClickAsync();
            await Assertions.Expect(page.Page.Locator($"html[data-theme={theme}]")).ToHaveCountAsync(1);
            await LooksTests.SettleAsync(page);
            problems.AddRange((await LooksTests.LookAsync(page, "look")).Select(p => $"{theme}: {p}"));
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(LedgerPage.Screenshots, $"{name}-{theme}.png"), FullPage = true });
        }

        foreach (var width in (int[])[820, 390])
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            problems.AddRange((await LooksTests.LookAsync(page, "fits")).Select(p => $"{p} at {width}"));
        }

        await page.Page.ScreenshotAsync(new() { Path = Path.Combine(LedgerPage.Screenshots, $"{name}-phone.png"), FullPage = true });
        await page.Page.SetViewportSizeAsync(1440, 900);
        problems.Should().BeEmpty("{0} is readable, named and fits", name);
    }

    /// <summary>The text of the PDF that a link of a page leads to; the page's session asks for it.</summary>
    public static async Task<string> PdfTextAsync(LedgerPage page, ILocator link)
    {
        var answer = await page.Page.Context.APIRequest.GetAsync(new Uri(new Uri(page.Page.Url), "/" + await link.GetAttributeAsync("href")).ToString());
        answer.Ok.Should().BeTrue();
        var content = await answer.BodyAsync();
        content.AsSpan(0, 5).SequenceEqual("%PDF-"u8).Should().BeTrue("it is a PDF");
        return await PdfText.OfAsync(content);
    }
}
