using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The grid of every list, as people use it: filters, order, groups, columns, choice, files, keyboard.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "Q7")]
public sealed partial class DataViewTests(BrowserFixture browser)
{
    [Fact]
    public async Task Grid_FilteredSortedAndPaged_ShowsWhatTheApiSays()
    {
        await using var page = await OpenAsync("purchase-documents");
        var all = await CountAsync(page);
        await page.PictureAsync("list-documents-es");
        await Filter(page, "Proveedor").First.FillAsync("00000");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".dv-foot [role=status]").First.Filter(new() { HasNotText = Said(all) }).WaitForAsync();
        await ReadAsync(page);
        await page.Page.Locator("th[data-column=total] .dv-sort").ClickAsync();
        await page.Page.Locator("th[data-column=total][aria-sort=ascending]").WaitForAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Última página" }).ClickAsync();
        await page.Page.Locator("button[aria-label='Última página']:disabled").WaitForAsync();
        await ReadAsync(page);
        await page.PictureAsync("list-documents-filtered-last-page");

        all.Should().BeGreaterThan(100);
        (await page.Page.Locator("tbody tr").CountAsync()).Should().BeGreaterThan(0);
        (await CountAsync(page)).Should().BeLessThan(all);
        await page.Page.GetByRole(AriaRole.Searchbox).FillAsync("nada que exista así");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.GetByText("Ninguna fila cumple el filtro").WaitForAsync();
        await page.PictureAsync("list-documents-nothing-found");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Restablecer filtros" }).First.ClickAsync();
        await page.Page.Locator(".dv-foot [role=status]").First.Filter(new() { HasText = Said(all) }).WaitForAsync();
        (await CountAsync(page)).Should().Be(all);
    }

    [Fact]
    public async Task Grid_CtrlAAndCtrlD_ChooseOverTheFilterAndNotOnlyThePage()
    {
        await using var page = await OpenAsync("purchase-documents");
        var all = await CountAsync(page);
        await page.Page.Locator("[data-attached] tbody [data-dv-cell]").First.FocusAsync();
        await page.Page.Keyboard.PressAsync("Control+a");
        await page.Page.Locator(".dv-chosen").Filter(new() { HasTextRegex = new Regex("Seleccionados: [1-9]") }).WaitForAsync();
        var chosen = await NumberAsync(page.Page.Locator(".dv-chosen"));
        await page.Page.Keyboard.PressAsync(" ");
        await page.Page.Locator(".dv-chosen", new() { HasTextRegex = new Regex(Regex.Escape("Seleccionados: " + Said(all - 1))) }).WaitForAsync();
        await page.PictureAsync("list-documents-chosen");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("Control+d");
        await page.Page.Locator(".dv-chosen", new() { HasText = "Seleccionados: 0" }).WaitForAsync();

        chosen.Should().Be(all); // P3: all of the filter, on whatever page
    }

    [Fact]
    public async Task Grid_GroupedWithSubtotals_OpensToItsRows()
    {
        await using var page = await OpenAsync("purchase-documents?group=issueDate.month,supplierCode");
        await page.Page.Locator(".dv-group").First.WaitForAsync();
        await page.Page.Locator(".dv-open").First.ClickAsync();
        await page.Page.Locator(".dv-group[aria-level='2']").First.WaitForAsync();
        await page.Page.Locator(".dv-group[aria-level='2'] .dv-open").First.ClickAsync();
        await page.Page.Locator("tbody tr[aria-rowindex]").First.WaitForAsync();
        await page.PictureAsync("list-documents-grouped");

        (await page.Page.Locator(".dv-group").First.InnerTextAsync()).Should().MatchRegex(@"\d");
    }

    [Fact]
    public async Task Grid_ColumnsMovedByKeyboardAndHidden_StaySoForThePerson()
    {
        await using var page = await OpenAsync("payment-orders", BrowserFixture.Owner);
        var first = page.Page.Locator("th[data-column]").First;
        await first.Locator("[data-dv-head]").FocusAsync();
        await page.Page.Keyboard.PressAsync("Alt+ArrowRight");
        await page.Page.Locator("th[data-column]:nth-child(3)[data-column=number], th[data-column]:nth-child(2)[data-column=number]").First.WaitForAsync();
        await page.Page.Locator("summary", new() { HasText = "Columnas" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Group, new() { Name = "Columnas" }).GetByLabel("Estado", new() { Exact = true }).UncheckAsync();
        await page.Page.Locator("th[data-column=state]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.PictureAsync("list-columns");
        await page.GoAsync("/views/payment-orders");
        await page.Page.Locator("th[data-column]").First.WaitForAsync();
        await ReadAsync(page);

        (await page.Page.Locator("th[data-column]").First.GetAttributeAsync("data-column")).Should().Be("date");
        (await page.Page.Locator("th[data-column=state]").CountAsync()).Should().Be(0);
        await page.Page.Locator("summary", new() { HasText = "Columnas" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Restablecer", Exact = true }).ClickAsync();
        await page.Page.Locator("th[data-column=state]").WaitForAsync();
    }

    [Fact]
    public async Task Grid_Exported_DownloadsASpreadsheet()
    {
        await using var page = await OpenAsync("purchase-documents?where=total:gt:0");
        await page.Page.Locator("summary", new() { HasText = "Exportar" }).ClickAsync();
        await page.PictureAsync("list-export-menu");
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator("[data-export=xlsx]").ClickAsync());

        download.SuggestedFilename.Should().StartWith("Comprobantes de compras").And.EndWith(".xlsx");
        new FileInfo(await download.PathAsync()).Length.Should().BeGreaterThan(2_000);
    }

    [Fact]
    public async Task Lists_InEnglishAndDark_AreListedByModuleAndReadable()
    {
        await using var page = await OpenAsync("purchase-documents", BrowserFixture.Operator, "en");
        await page.PictureAsync("list-documents-en");
        await page.Page.Locator("[data-toggle-theme]").ClickAsync();
        await page.Page.Locator("html[data-theme=dark]").WaitForAsync();
        await page.PictureAsync("list-documents-en-dark");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "All lists" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Purchasing" }).WaitForAsync();
        await page.PictureAsync("lists-en-dark");

        (await page.Page.GetByRole(AriaRole.Link, new() { Name = "Audit trail" }).CountAsync()).Should().Be(0, "an operator may not see it");
        await page.GoAsync("/views/audit-trail");
        await page.Page.Locator("h1").First.WaitForAsync();
        (await page.Page.Locator(".dv").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Filter_KeptUnderAName_IsThereAfterAReload()
    {
        await using var page = await OpenAsync("suppliers?where=balance:gt:0", BrowserFixture.Approver);
        await page.Page.GetByLabel("Nombre del filtro").FillAsync("Con deuda");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Guardar filtro" }).ClickAsync();
        await page.Page.Locator("select[aria-label='Filtros guardados']").WaitForAsync();
        await page.GoAsync("/views/suppliers");
        var kept = page.Page.Locator("select[aria-label='Filtros guardados']");
        await kept.WaitForAsync();
        await kept.SelectOptionAsync("Con deuda");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Restablecer filtros" }).WaitForAsync();
        await ReadAsync(page);
        await page.PictureAsync("list-suppliers-kept-filter");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Olvidar este filtro" }).ClickAsync();
        await kept.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task Grid_OfAnEmptyList_SaysWhatWouldBeThere()
    {
        await using var page = await browser.OpenAsync(BrowserFixture.Operator, "es", "/views/checks");
        await page.Page.GetByText("Todavía no hay nada aquí").WaitForAsync();
        await page.PictureAsync("list-empty");

        (await page.Page.GetByText("Aquí aparecen los cheques emitidos").CountAsync()).Should().Be(1);
    }

    private async Task<LedgerPage> OpenAsync(string view, string person = BrowserFixture.Operator, string language = "es")
    {
        var page = await browser.OpenAsync(person, language, "/views/" + view);
        await page.Page.Locator(".dv-foot [role=status]").First.Filter(new() { HasTextRegex = Digit() }).WaitForAsync();
        return page;
    }

    private static Task ReadAsync(LedgerPage page) => page.Page.Locator(".dv[aria-busy=false]").WaitForAsync();

    private static ILocator Filter(LedgerPage page, string column) => page.Page.Locator($"input[aria-label='Filtrar por {column}']");

    private static Task<long> CountAsync(LedgerPage page) => NumberAsync(page.Page.Locator(".dv-foot [role=status]").First);

    private static async Task<long> NumberAsync(ILocator place) =>
        long.Parse(Digits().Replace(Number().Match(await place.InnerTextAsync()).Value, string.Empty), System.Globalization.CultureInfo.InvariantCulture);

    private static string Said(long number) => number.ToString("N0", System.Globalization.CultureInfo.GetCultureInfo("es-CL"));

    [GeneratedRegex(@"\d")]
    private static partial Regex Digit();

    [GeneratedRegex(@"[\d.,]+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\D")]
    private static partial Regex Digits();
}
