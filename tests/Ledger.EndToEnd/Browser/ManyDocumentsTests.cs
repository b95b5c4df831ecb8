using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Hosting;
using Ledger.Foundation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>A mass payment chosen from 10,000 documents (issue 4 §8). A server of its own: other tests page through what can be paid.</summary>
public sealed partial class ManyDocumentsTests(BrowserFixture browser, ITestOutputHelper output) : IClassFixture<BrowserFixture>
{
    private const int Many = 10_000;
    private const int Suppliers = 40;
    private static readonly CultureInfo Chile = CultureInfo.GetCultureInfo("es-CL");
    private readonly InboxScene _scene = new(browser);

    [Fact]
    [Trait("row", "P3")]
    public async Task Choice_Of10000DocumentsLessSome_AddsUpIsRecordedAndIsShown()
    {
        await StepAsync("written into the books", FillAsync);
        await using var page = await _scene.OpenAsync(BrowserFixture.Operator, "/mass-payments/new");
        page.Page.SetDefaultTimeout(180_000);
        await page.FollowAsync("many-documents", async () =>
        {
            await page.Page.Locator("[data-add]").First.ClickAsync();
            await RowsAsync(page, @"\d");
            await StepAsync("filtered", () => FilterAsync(page));
            var left = await ChooseAsync(page);
            var (local, units) = await ExpectedAsync(left);
            await StepAsync("foot after the last tick", () => TotalsAsync(page, left.Count, local, units));
            await page.PictureAsync("many-documents-choice-es");
            await StepAsync("put into the entry", async () =>
            {
                await page.Page.Locator("[data-include]").ClickAsync();
                await RowsAsync(page, "^" + Number(left.Count));
            });
            await TotalsAsync(page, left.Count, local, units);
            await StepAsync("a new rate of all", async () =>
            {
                await page.Page.Locator("[data-field=remarks]").FillAsync("Todo lo vencido");
                await page.Page.Locator("[data-field=rate]").FillAsync("912,5");
                await page.Page.Keyboard.PressAsync("Tab");
                var (_, anew) = await ExpectedAsync(left, 912.5m);
                await Expect(Total(page, "units")).ToHaveTextAsync(new Regex(Regex.Escape(anew.ToString("N2", Chile))));
            });
            (local, units) = await ExpectedAsync(left, 912.5m);
            await TotalsAsync(page, left.Count, local, units);
            await StepAsync("accepted", async () =>
            {
                await page.Page.Keyboard.PressAsync("F10");
                await page.Page.Locator("[data-accepted]").WaitForAsync();
            });
            await page.Page.Locator("[data-key=o]").ClickAsync();
            await ShownAsync(page, left, local);
        });
    }

    private async Task<IReadOnlyList<Document>> ChooseAsync(LedgerPage page)
    {
        await StepAsync("Ctrl+A", async () =>
        {
            await page.Page.Locator(".mp-choice [data-attached] tbody [data-dv-cell]").First.FocusAsync();
            await page.Page.Keyboard.PressAsync("Control+a");
            await Expect(Total(page, "count")).ToHaveTextAsync(Number(Many));
        });
        var out1 = await UntickAsync(page, 0, Many - 1);
        var out2 = await UntickAsync(page, 2, Many - 2);
        await StepAsync("next page", () => TurnAsync(page, 3, "2"));
        var out3 = await UntickAsync(page, 4, Many - 3);
        await StepAsync("last page", () => TurnAsync(page, 4, null));
        var out4 = await UntickAsync(page, 1, Many - 4);
        await StepAsync("first page", () => TurnAsync(page, 0, "1"));
        await Expect(page.Page.Locator(".mp-choice tbody .dv-check input").First).Not.ToBeCheckedAsync();
        var documents = await DocumentsAsync();
        string[] unticked = [out1, out2, out3, out4];
        unticked.Should().OnlyHaveUniqueItems();
        documents.Should().HaveCount(Many);
        return [.. documents.Where(d => !unticked.Contains(d.Name))];
    }

    private async Task ShownAsync(LedgerPage page, IReadOnlyList<Document> left, decimal local)
    {
        await StepAsync("its page", async () =>
        {
            await InboxScene.AtAsync(page, @"/mass-payments/\d+$");
            await RowsAsync(page, "^" + Number(left.Count));
            await Expect(page.Page.Locator(".mp-total").First).ToContainTextAsync(local.ToString("N0", Chile));
        });
        var address = new Uri(page.Page.Url).AbsolutePath;
        var held = await QueryAsync(
            "select count(*), sum(local_amount) from mass_payment_items where mass_payment_id = $1",
            row => (Count: row.GetInt64(0), Local: row.GetInt64(1) / 10_000m), long.Parse(address[(address.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture));
        held.Single().Should().Be(((long)left.Count, local), "the books hold what was ticked");
        await StepAsync("handed to its process", () => Expect(page.Page.Locator(".history li").First).ToContainTextAsync("lo entregó a un proceso"));
        await page.PictureAsync("many-documents-payment-es");
        await StepAsync("opened for modification", async () =>
        {
            await page.Page.Locator("[data-key=e]").ClickAsync();
            await RowsAsync(page, "^" + Number(left.Count));
        });
        await StepAsync("all but the last two taken off", async () =>
        {
            await page.Page.Locator(".mp-chosen [data-attached] tbody [data-dv-cell]").First.FocusAsync();
            await page.Page.Keyboard.PressAsync("Control+a");
            await Expect(page.Page.Locator("[data-remove]")).ToContainTextAsync(Number(left.Count));
            await page.Page.Locator(".mp-chosen tbody .dv-check input").Nth(0).ClickAsync();
            await Expect(page.Page.Locator("[data-remove]")).ToContainTextAsync(Number(left.Count - 1));
            await page.Page.Locator(".mp-chosen tbody .dv-check input").Nth(1).ClickAsync();
            await Expect(page.Page.Locator("[data-remove]")).ToContainTextAsync(Number(left.Count - 2));
            await page.Page.Locator("[data-remove]").ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync("2");
        });
        await StepAsync("that accepted", async () =>
        {
            await page.Page.Locator("[data-accept]").ClickAsync();
            await page.Page.Locator("[data-accepted]").WaitForAsync();
        });
    }

    private async Task StepAsync(string name, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        output.WriteLine($"{clock.ElapsedMilliseconds,7:N0} ms  {name}");
    }

    // The grid of a new filter is another grid: wait for the number of its rows.
    private static async Task FilterAsync(LedgerPage page)
    {
        // Suggested as one types, whatever stands before it in the list of suppliers.
        await page.Page.Locator("[data-field=supplier-from]").PressSequentiallyAsync("muchos 037");
        await Expect(page.Page.Locator("#choice-suppliers option")).ToHaveCountAsync(1);
        (await page.Page.Locator("#choice-suppliers option").GetAttributeAsync("value")).Should().Be("ZM-037");
        await page.Page.Locator("[data-field=supplier-from]").FillAsync("ZM-");
        await page.Page.Locator("[data-field=supplier-to]").FillAsync("ZM-999");
        await page.Page.Locator("[data-apply]").ClickAsync();
        await RowsAsync(page, "^" + Number(Many));
    }

    private static async Task TurnAsync(LedgerPage page, int button, string? wanted)
    {
        var shown = page.Page.Locator(".mp-choice .dv-pager input");
        var before = await shown.InputValueAsync();
        var first = await Name(page, 0);
        await page.Page.Locator(".mp-choice .dv-pager button").Nth(button > 2 ? button - 1 : button).ClickAsync();
        await (wanted is null ? Expect(shown).Not.ToHaveValueAsync(before) : Expect(shown).ToHaveValueAsync(wanted));
        for (var round = 0; round < 600 && await Name(page, 0) == first; round++)
        {
            await Task.Delay(100);
        }
    }

    private async Task<string> UntickAsync(LedgerPage page, int row, int left)
    {
        var name = await Name(page, row);
        await StepAsync("unticked " + name, async () =>
        {
            await page.Page.Locator(".mp-choice tbody .dv-check input").Nth(row).ClickAsync();
            await Expect(Total(page, "count")).ToHaveTextAsync(Number(left));
        });
        return name;
    }

    // Supplier and number: no two documents of the test share both.
    private static async Task<string> Name(LedgerPage page, int row)
    {
        var cells = page.Page.Locator(".mp-choice tbody tr").Nth(row).Locator("[data-dv-cell]");
        return (await cells.Nth(0).InnerTextAsync()).Trim() + " " + NotDigits().Replace(await cells.Nth(3).InnerTextAsync(), string.Empty);
    }

    private static async Task TotalsAsync(LedgerPage page, int count, decimal local, decimal units)
    {
        await Expect(Total(page, "count")).ToHaveTextAsync(Number(count));
        await Expect(Total(page, "local")).ToHaveTextAsync(new Regex("(^|[^0-9.])" + Regex.Escape(local.ToString("N0", Chile)) + "($|[^0-9.])"));
        await Expect(Total(page, "units")).ToHaveTextAsync(new Regex("(^|[^0-9.])" + Regex.Escape(units.ToString("N2", Chile)) + "($|[^0-9.])"));
    }

    private static Task RowsAsync(LedgerPage page, string pattern) =>
        page.Page.Locator(".dv[aria-busy=false] .dv-foot [role=status]", new() { HasTextRegex = new Regex(pattern) }).First.WaitForAsync();

    private static ILocator Total(LedgerPage page, string name) => page.Page.Locator($"[data-total={name}]");

    private static string Number(int number) => number.ToString("N0", Chile);

    // One after the other, as somebody with a calculator would.
    private async Task<(decimal Local, decimal Units)> ExpectedAsync(IReadOnlyList<Document> documents, decimal? rate = null)
    {
        var worksheet = (await QueryAsync(
            "select exchange_rate, foreign_currency from mass_payment_worksheets where company_id = $1",
            row => (Rate: row.GetInt64(0) / 1_000_000m, Foreign: row.GetString(1)), browser.CompanyId)).Single();
        var (localSum, unitSum) = (0m, 0m);
        foreach (var document in documents)
        {
            var local = document.Currency == "CLP" ? document.Pending : Math.Round(document.Pending * document.Rate, 0, MidpointRounding.AwayFromZero);
            var units = document.Currency == worksheet.Foreign ? document.Pending : Math.Round(local / (rate ?? worksheet.Rate), 2, MidpointRounding.AwayFromZero);
            localSum += document.Sign * local;
            unitSum += document.Sign * units;
        }

        return (localSum, unitSum);
    }

    private Task<List<Document>> DocumentsAsync() => QueryAsync(
        """
        select s.code || ' ' || d.number, d.currency, d.exchange_rate, i.pending, case when d.kind = 'CreditNote' then -1 else 1 end
        from installments i join purchase_documents d on d.id = i.document_id join suppliers s on s.id = d.supplier_id
        where d.company_id = $1 and s.code like 'ZM-%'
        """,
        row => new Document(row.GetString(0), row.GetString(1), row.GetInt64(2) / 1_000_000m, row.GetInt64(3) / 10_000m, row.GetInt32(4)), browser.CompanyId);

    private async Task<List<T>> QueryAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read, params object?[] values)
    {
        await using var host = await HostAsync();
        return await host.Services.GetRequiredService<LedgerDatabase>().QueryAsync(sql, read, values);
    }

    private Task<Microsoft.AspNetCore.Builder.WebApplication> HostAsync() =>
        LedgerHost.CreateAsync(new HostSettings { DataFolder = browser.Server.Folder, Serves = false, RunsEngine = false, IsQuiet = true });

    // Beside the server, as an import would: suppliers like one of the demo's, invoices, a tenth credit notes, some in dollars.
    private async Task FillAsync()
    {
        await using var host = await HostAsync();
        var database = host.Services.GetRequiredService<LedgerDatabase>();
        await database.WriteAsync(async tx =>
        {
            var like = (await tx.QueryAsync(
                "select d.id, i.id, d.supplier_id from purchase_documents d join installments i on i.document_id = d.id where d.company_id = $1 and d.kind = 'Invoice' and d.currency = 'CLP' and i.pending = i.amount and d.state = 'Pending' order by d.id limit 1",
                row => (Document: row.GetInt64(0), Installment: row.GetInt64(1), Supplier: row.GetInt64(2)), browser.CompanyId)).Single();
            var suppliers = new List<long>();
            for (var i = 0; i < Suppliers; i++)
            {
                var id = database.Ids.Next();
                suppliers.Add(id);
                await CopyAsync(tx, "suppliers", like.Supplier, new()
                {
                    ["id"] = id,
                    ["code"] = $"ZM-{i:D3}",
                    ["rut"] = $"99{i:D6}-Z",
                    ["name"] = $"Proveedor de muchos {i:D3}",
                    ["enabled_for_mass_payments"] = true,
                    ["foreign_currency_clause"] = false,
                });
            }

            for (var i = 0; i < Many; i++)
            {
                var (document, installment) = (database.Ids.Next(), database.Ids.Next());
                var (isCredit, isDollars) = (i % 10 == 7, i % 20 == 3);
                var amount = isDollars ? 1_234_500L + (i * 700L) : (10_000L + (i * 37L)) * 10_000L;
                await CopyAsync(tx, "purchase_documents", like.Document, new()
                {
                    ["id"] = document,
                    ["supplier_id"] = suppliers[i % Suppliers],
                    ["kind"] = isCredit ? "CreditNote" : "Invoice",
                    ["sii_type"] = isCredit ? 61 : 33,
                    ["number"] = 5_000_000L + i,
                    ["currency"] = isDollars ? "USD" : "CLP",
                    ["exchange_rate"] = isDollars ? 931_270_000L : 1_000_000L,
                    ["total"] = amount,
                    ["open_amount"] = amount,
                    ["state"] = isCredit ? "OnAccount" : "Pending",
                    ["has_differences"] = false,
                    ["payment_authorization"] = "Authorized",
                    ["mass_payment_id"] = null,
                    ["import_id"] = null,
                });
                await CopyAsync(tx, "installments", like.Installment, new()
                {
                    ["id"] = installment,
                    ["document_id"] = document,
                    ["number"] = 1,
                    ["due_date"] = 20_261_101 + (i % 28),
                    ["amount"] = amount,
                    ["pending"] = amount,
                    ["state"] = "NotCancelled",
                    ["mass_payment_id"] = null,
                });
            }
        });
    }

    private readonly Dictionary<string, List<string>> _columns = [];

    // A row like another but for what is given.
    private async Task CopyAsync(LedgerTransaction tx, string table, long id, Dictionary<string, object?> other)
    {
        if (!_columns.TryGetValue(table, out var columns))
        {
            columns = _columns[table] = await tx.QueryAsync("select name from pragma_table_info($1)", row => row.GetString(0), table);
        }

        var given = other.Keys.ToList();
        var values = columns.Select(c => given.IndexOf(c) is >= 0 and var place ? $"${place + 2}" : c);
        await tx.ExecuteAsync(
            $"insert into {table} ({string.Join(", ", columns)}) select {string.Join(", ", values)} from {table} where id = $1", [id, .. other.Values]);
    }

    [GeneratedRegex(@"\D")]
    private static partial Regex NotDigits();

    private sealed record Document(string Name, string Currency, decimal Rate, decimal Pending, int Sign);
}
