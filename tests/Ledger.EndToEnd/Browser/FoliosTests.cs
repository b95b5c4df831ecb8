using System.Globalization;
using Ledger.Api.Demo;
using Ledger.Domain.Tests.Folios;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>The pages of the folio circuit, as a folio administrator and those who only read use them (features.md F1 to F4, F7, F8).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "F8")]
public sealed class FoliosTests(BrowserFixture browser)
{
    private const string HostileName = "<img src=x onerror=alert(1)>.xml";

    private readonly InboxScene _scene = new(browser);

    private static string Day => DateTime.Today.AddDays(-10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    [Trait("row", "F1")]
    public async Task Import_OfManyFiles_TellsEachItsVerdictAndWhatToDo()
    {
        await using var page = await _scene.OpenAsync(BrowserFixture.Operator, "/folios/imports");
        await page.FollowAsync("folios-import", async () =>
        {
            await ImportAsync(
                page,
                ("bueno.xml", Caf(39, 1, 100)),
                ("repetido.xml", Caf(39, 1, 100)),
                ("superpuesto.xml", Caf(39, 51, 150)),
                ("ajeno.xml", CafFixture.Text(39, 200, 299, Day, "76192083-9")),
                ("falso.xml", CafFixture.Text(39, 300, 399, Day, DemoCompany.CompanyRut, forged: true)),
                ("vencido.xml", CafFixture.Text(33, 1, 10, "2020-01-02", DemoCompany.CompanyRut)),
                ("sin-clave.xml", CafFixture.Text(39, 400, 499, Day, DemoCompany.CompanyRut, withKey: false)),
                ("carta.xml", "<carta>hola</carta>"),
                ("bomba.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
                ("enorme.xml", new string(' ', 3_000_000)),
                (HostileName, "no es xml"));
            var rows = page.Page.Locator(".folio-verdicts tbody tr");
            foreach (var (name, verdict) in ((string, string)[])
            [
                ("bueno.xml", "Accepted"), ("repetido.xml", "Duplicate"), ("superpuesto.xml", "Overlaps"), ("ajeno.xml", "OtherCompany"), ("falso.xml", "SignatureFalse"),
                ("vencido.xml", "Expired"), ("sin-clave.xml", "AcceptedWithoutKey"), ("carta.xml", "NotFolioFile"), ("bomba.xml", "UnsafeXml"), ("enorme.xml", "UnsafeXml"),
                (HostileName, "NotFolioFile"),
            ])
            {
                await Expect(rows.Filter(new() { HasText = name })).ToHaveAttributeAsync("data-verdict", verdict);
            }

            await Expect(page.Page.Locator("[data-counts]")).ToHaveTextAsync("Aceptados: 2 (con advertencia: 1). Rechazados: 9.");
            await Expect(rows.Filter(new() { HasText = "superpuesto.xml" })).ToContainTextAsync("51 a 100");
            await Expect(page.Page.Locator("main img")).ToHaveCountAsync(0);
            (await page.Page.ContentAsync()).Should().NotContain("PRIVATE KEY");
            await ReadAsync(page);
            await page.PictureAsync("folios-import-es");
        });

        await using var reader = await _scene.OpenAsync(BrowserFixture.Approver, "/folios/imports", "en");
        await ReadAsync(reader);
        await Expect(reader.Page.Locator(".dv-badge[data-value=SignatureFalse]").First).ToHaveTextAsync("False signature");
        await Expect(reader.Page.Locator("[data-folio-files]")).ToHaveCountAsync(0);
        await reader.PictureAsync("folios-import-en");
    }

    [Fact]
    [Trait("row", "F4")]
    public async Task Quantity_ThatSomebodyElseSetMeanwhile_IsToldAndNotOverwritten()
    {
        await using var first = await _scene.OpenAsync(BrowserFixture.Owner, "/folios/quantities");
        await using var second = await _scene.OpenAsync(BrowserFixture.Owner, "/folios/quantities");
        await SetQuantityAsync(second, 110, null); // both have the grid
        await SetQuantityAsync(first, 110, "50");
        await Expect(Cell(first, 110)).ToHaveAttributeAsync("data-quantity", "50");
        await SetQuantityAsync(second, 110, "60");
        await Expect(second.Page.Locator(".rz-notification")).ToContainTextAsync("Otra persona puso 50");
        await Expect(Cell(second, 110)).ToHaveAttributeAsync("data-quantity", "50");
        await Expect(Cell(second, 110).Locator("input")).ToHaveValueAsync("50");
        await first.PictureAsync("folios-quantities-es");

        await using var reader = await _scene.OpenAsync(BrowserFixture.Approver, "/folios/quantities", "en");
        await Expect(Cell(reader, 110)).ToHaveTextAsync("50");
        await Expect(reader.Page.Locator(".folio-quantities input")).ToHaveCountAsync(0);
    }

    [Fact]
    [Trait("row", "F2")]
    [Trait("row", "F7")]
    public async Task Circuit_FromRequestToReturn_IsDoneAtThePages()
    {
        await using var page = await _scene.OpenAsync(BrowserFixture.Owner, "/folios/imports");
        await page.FollowAsync("folios-circuit", async () =>
        {
            await ImportAsync(page, ("guias.xml", Caf(52, 1, 1000)));

            // Without a quantity nothing can be assigned: the process that the request starts leaves it pending.
            await page.GoAsync("/folios/requests");
            await ReadAsync(page);
            await AskAsync(page);
            await page.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            await Expect(Row(page, "52 Guía de despacho")).ToHaveCountAsync(1);
            await AskAsync(page); // once only
            await Expect(page.Page.Locator(".rz-notification")).ToContainTextAsync("se envía una sola vez");
            await page.Page.Keyboard.PressAsync("Escape");
            await page.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            await page.GoAsync("/folios/quantities");
            await SetQuantityAsync(page, 52, "50");
            await Expect(Cell(page, 52)).ToHaveAttributeAsync("data-quantity", "50");
            await page.GoAsync("/folios/requests");
            await ReadAsync(page);
            await page.Page.Locator("[data-assign]").ClickAsync();
            await Expect(page.Page.Locator("[data-outcome=assigned]").Filter(new() { HasText = "52 Guía" })).ToContainTextAsync("50 folios");
            await page.PictureAsync("folios-assigned-es");
            await page.GoAsync("/folios/requests?tab=assignments");
            await Expect(Row(page, "52 Guía de despacho")).ToHaveCountAsync(1);

            await page.GoAsync("/folios");
            await ReadAsync(page);
            await page.Page.Locator("[data-add]").ClickAsync();
            await page.Page.Locator("dialog[open] [data-field=kind]").SelectOptionAsync("52");
            await page.Page.Locator("dialog[open] [data-field=name]").FillAsync("Guías <b>norte</b>");
            await page.Page.Locator("dialog[open] [data-save]").ClickAsync();
            await InboxScene.AtAsync(page, @"/folios/books/\d+$");
            await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Guías <b>norte</b>");
            await Expect(page.Page.Locator("[data-state]")).ToHaveAttributeAsync("data-state", "Ok");
            await UseTheBookAsync(page, page.Page.Url);
        });
    }

    private async Task UseTheBookAsync(LedgerPage page, string address)
    {
        var id = address[(address.LastIndexOf('/') + 1)..];
        using (var clerk = await browser.ClientAsync(BrowserFixture.Operator))
        {
            for (var i = 0; i < 6; i++)
            {
                await clerk.PostAsync($"/api/folios/books/{id}/next", new { requestId = $"pagina-{i}" });
            }
        }

        await page.GoAsync(address);
        await Expect(Fact(page, "available")).ToHaveTextAsync("44");
        await Expect(page.Page.Locator(".use-bars").First).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("6$"));

        // Two change it at once: the second is told, and sees what the first made of it.
        await using var other = await _scene.OpenAsync(BrowserFixture.Owner, new Uri(address).AbsolutePath);
        await ChangeAsync(other, null);
        await ChangeAsync(page, "45");
        await Expect(Fact(page, "limits")).ToContainTextAsync("45 folios");
        await Expect(page.Page.Locator("[data-state]")).ToHaveAttributeAsync("data-state", "NearToFinish");
        await other.Page.Locator("dialog[open] [data-save]").ClickAsync();
        await Expect(other.Page.Locator(".rz-notification")).ToContainTextAsync("Otra persona cambió el talonario");
        await Expect(other.Page.Locator("dialog[open] [data-field=quantity-threshold]")).ToHaveValueAsync("45");

        await page.Page.Locator("[data-watch]").ClickAsync();
        await Expect(page.Page.Locator("[data-action=Requested]")).ToHaveCountAsync(1);
        await page.Page.Locator("[data-return]").ClickAsync();
        await page.Page.Locator("dialog[open] [data-field=first]").FillAsync("41");
        await page.Page.Locator("dialog[open] [data-field=last]").FillAsync("50");
        await page.Page.Locator("dialog[open] [data-field=reason]").FillAsync("Cierre de caja");
        await page.Page.Locator("dialog[open] [data-save]").ClickAsync();
        await Expect(Fact(page, "available")).ToHaveTextAsync("34");
        await Expect(page.Page.Locator(".folio-history li")).ToHaveCountAsync(3); // added, changed, returned
        await ReadAsync(page);
        await page.PictureAsync("folios-book-es");

        await page.GoAsync("/folios?state=NearToFinish");
        await Expect(Row(page, "Guías <b>norte</b>").Locator(".dv-badge[data-value=NearToFinish]")).ToHaveTextAsync("Por terminar");
        await Expect(page.Page.Locator("[data-use='52'] .use-bars")).ToHaveCountAsync(1);
        await page.PictureAsync("folios-es");
        await page.GoAsync("/folios/authorizations");
        await Expect(page.Page.Locator("[data-closed=true]")).ToHaveCountAsync(1);
        await ReadAsync(page);
        await page.PictureAsync("folios-authorizations-es");

        await using var reader = await _scene.OpenAsync(BrowserFixture.Approver, new Uri(address).AbsolutePath, "en");
        await Expect(reader.Page.Locator("[data-state] .tag")).ToHaveTextAsync("Near to finish");
        await Expect(reader.Page.Locator("[data-watch], [data-return], [data-change], [data-load]")).ToHaveCountAsync(0);
        await ReadAsync(reader);
        await reader.Page.Context.AddCookiesAsync([new() { Name = "ledger.theme", Value = "dark", Url = browser.Address.ToString() }]);
        await reader.Page.ReloadAsync();
        await LooksTests.SettleAsync(reader);
        (await LooksTests.LookAsync(reader, "look")).Should().BeEmpty();
        await reader.PictureAsync("folios-book-dark-en");
        await reader.Page.SetViewportSizeAsync(390, 900);
        (await LooksTests.LookAsync(reader, "fits")).Should().BeEmpty();
        await reader.PictureAsync("folios-book-phone-en");
    }

    // Opens the dialog to change a book; saves another threshold, or leaves it open with what it has.
    private static async Task ChangeAsync(LedgerPage page, string? threshold)
    {
        await page.Page.Locator("[data-change]").ClickAsync();
        await page.Page.Locator("dialog[open] [data-field=quantity-threshold]").WaitForAsync();
        if (threshold is not null)
        {
            await page.Page.Locator("dialog[open] [data-field=quantity-threshold]").FillAsync(threshold);
            await page.Page.Locator("dialog[open] [data-save]").ClickAsync();
            await page.Page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }
    }

    private static async Task AskAsync(LedgerPage page)
    {
        await page.Page.Locator("[data-request]").ClickAsync();
        await page.Page.Locator("dialog[open] [data-field=kind]").SelectOptionAsync("52");
        await page.Page.Locator("dialog[open] [data-save]").ClickAsync();
    }

    private static async Task SetQuantityAsync(LedgerPage page, int kind, string? quantity)
    {
        await Cell(page, kind).Locator("input").WaitForAsync();
        if (quantity is not null)
        {
            await Cell(page, kind).Locator("input").FillAsync(quantity);
            await page.Page.Keyboard.PressAsync("Tab");
        }
    }

    private static async Task ImportAsync(LedgerPage page, params (string Name, string Text)[] files)
    {
        await page.Page.Locator("[data-folio-files][data-ready=true]").SetInputFilesAsync(
            files.Select(f => new FilePayload { Name = f.Name, MimeType = "text/xml", Buffer = CafFixture.Bytes(f.Text) }));
        await page.Page.Locator($"[data-judged='{files.Length}']").WaitForAsync();
    }

    private static string Caf(int kind, long first, long last) => CafFixture.Text(kind, first, last, Day, DemoCompany.CompanyRut);

    private static ILocator Cell(LedgerPage page, int kind) => page.Page.Locator($".folio-quantities tbody tr:first-child td[data-kind='{kind}']");

    private static ILocator Fact(LedgerPage page, string name) => page.Page.Locator($"[data-fact={name}]");

    private static ILocator Row(LedgerPage page, string text) => page.Page.Locator(".dv tbody tr").Filter(new() { HasText = text });

    private static Task ReadAsync(LedgerPage page) => page.Page.Locator(".dv[aria-busy=false] .dv-foot [role=status]").First.WaitForAsync();
}
