using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Ledger.EndToEnd.Browser;

/// <summary>What comes out of the browser's own print (issue 4 §7): what is read, not what is pressed.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PrintTests(BrowserFixture browser, ITestOutputHelper output)
{
    private readonly InboxScene _scene = new(browser);

    [Theory]
    [InlineData("/views/purchase-documents", ".dv-table tbody tr[data-key], .dv-table tbody td", "print-list")]
    [InlineData("/", "h1", "print-inbox")]
    [InlineData("/administration/audit", ".dv-table tbody td", "print-audit")]
    public async Task Print_OfAPage_HasNoBarNavigationNorButtonsAndIsBlackOnWhite(string path, string waits, string name)
    {
        await using var page = await _scene.OpenAsync("administrador", path);
        await page.Page.Locator(waits).First.WaitForAsync();
        await page.Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var hidden in (string[])[".bar", ".side", "main button", ".dv-filters", ".dv-tools", ".filters"])
        {
            (await page.Page.Locator(hidden).EvaluateAllAsync<int>("all => all.filter(e => e.checkVisibility()).length")).Should().Be(0, "{0} is of no use on paper", hidden);
        }

        (await page.Page.EvaluateAsync<string>("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color].join(' ')"))
            .Should().Be("rgb(255, 255, 255) rgb(0, 0, 0)");
        foreach (var head in await page.Page.Locator("main thead").AllAsync())
        {
            (await head.EvaluateAsync<string>("e => getComputedStyle(e).display + ' ' + getComputedStyle(e).position")).Should().Be("table-header-group static", "it stands again on each sheet");
        }

        var pdf = await page.Page.PdfAsync(new() { Path = Path.Combine(LedgerPage.Screenshots, name + ".pdf"), Format = "A4", Landscape = true });
        if (path != "/")
        {
            var heads = await page.Page.Locator(".dv-table th[data-column] .dv-print-head").AllInnerTextsAsync();
            await HeadsAsync(pdf, heads[0].Split(' ')[0]);
        }
    }

    // A button in a head is not painted again by chromium: the words are looked for on each sheet, not only in the styles.
    private async Task HeadsAsync(byte[] pdf, string head)
    {
        var sheets = (await PdfText.OfAsync(pdf)).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        output.WriteLine(sheets.Length == 0 ? "pdftotext is missing: the sheets were not read" : $"{sheets.Length} sheets");
        foreach (var sheet in sheets.SkipLast(1)) // the last may hold only totals
        {
            sheet.Should().Contain(head);
        }
    }
}
