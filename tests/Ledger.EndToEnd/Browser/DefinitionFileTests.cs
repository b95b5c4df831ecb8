using System.Text.Json.Nodes;
using Ledger.EndToEnd.Clients;
using Ledger.EndToEnd.Servers;
using Ledger.Workflows.Definitions;

namespace Ledger.EndToEnd.Browser;

/// <summary>A definition leaves as a file and comes back: the list's menus, with a browser's downloads and uploads (features.md W2).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W2")]
public sealed class DefinitionFileTests(BrowserFixture browser)
{
    private const string Definition = "mass-payment-file";

    [Fact]
    public async Task Owner_ExportsDeletesAndImports_WhatComesBackMeansTheSame()
    {
        using var owner = await browser.ClientAsync(BrowserFixture.Owner);
        using var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        var shipped = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflows-json", "mass-payment.json")))!.AsObject();
        shipped["definitionId"] = Definition;
        shipped["name"] = "Pago masivo de archivo";
        shipped.Remove("id");
        await owner.PostAsync("/api/definitions/import?publish=true", shipped);
        var supplier = (await clerk.ListAsync("/api/mass-payments/payable-documents?pageSize=50")).First(d => d["isSelectable"]!.GetValue<bool>())["supplierCode"]!.GetValue<string>();
        var running = (await clerk.PostAsync(
            "/api/instances", new { definitionId = Definition, input = new { filter = new { supplierFrom = supplier, supplierTo = supplier } } }, "definition-file"))["instanceId"]!.GetValue<string>();

        await using var page = await browser.OpenAsync();
        page.Expect("409|400|ApiException|Unhandled exception"); // the refused deletion, which the studio does not expect
        await page.FollowAsync("file", async () =>
        {
            var file = await ExportAsync(page);
            await DeleteAsync(page);
            await page.Page.GetByText("instancias en marcha").First.WaitForAsync();
            await page.PictureAsync("file-1-delete-refused");

            using var administrator = await browser.ClientAsync("administrador");
            await administrator.PostAsync($"/api/instances/{running}/cancel", new { });
            await DeleteAsync(page);
            await page.Page.Locator("#stage tbody:not(:has-text('" + Definition + "'))").First.WaitForAsync();

            await page.Page.Locator("#stage .mud-table-toolbar .mud-button-group-root .mud-menu button").Last.ClickAsync();
            var chooser = await page.Page.RunAndWaitForFileChooserAsync(() => page.Page.Locator(".mud-menu-item").Filter(new() { HasText = "Importar" }).First.ClickAsync());
            await chooser.SetFilesAsync(file);
            await page.Page.Locator("#stage tbody tr").Filter(new() { HasText = Definition }).First.WaitForAsync();
            await page.PictureAsync("file-2-imported");

            var back = await owner.GetAsync($"/api/definitions/{Definition}/export");
            DefinitionComparer.Differences(shipped, back.AsObject()).Should().BeEmpty();
        });
    }

    private static async Task<string> ExportAsync(LedgerPage page)
    {
        await RowMenuAsync(page, "Exportar");
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.Locator(".mud-dialog-actions button").Last.ClickAsync());
        var file = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"), download.SuggestedFilename);
        await download.SaveAsAsync(file);
        download.SuggestedFilename.Should().Be(Definition + ".json");
        return file;
    }

    private static async Task DeleteAsync(LedgerPage page)
    {
        await RowMenuAsync(page, "Eliminar");
        await page.Page.Locator(".mud-dialog-actions button").Last.ClickAsync();
    }

    private static async Task RowMenuAsync(LedgerPage page, string item)
    {
        await page.GoAsync("/studio/definitions");
        await page.RowsAsync();
        await page.Page.Locator("#stage tbody tr").Filter(new() { HasText = Definition }).Locator(".mud-menu button").ClickAsync();
        await page.Page.Locator(".mud-menu-item").Filter(new() { HasText = item }).First.ClickAsync();
    }
}
