using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ledger.EndToEnd.Browser;

/// <summary>A task opens with the lists and documents that its data names, for any process (issue 4 §1); what people wrote is text there (§8).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W5")]
public sealed class TaskReferenceTests(BrowserFixture browser)
{
    private const string Html = "<img src=x onerror=\"document.title='stolen'\"><script>document.title='stolen'</script>";
    private readonly InboxScene _scene = new(browser);

    [Fact]
    public async Task Task_WhoseDataNamesListsAndADocument_ShowsTheirRowsWithTotalsAndTellsWhatItMayNotOrCannot()
    {
        using var clerk = await _scene.ClientAsync(BrowserFixture.Operator);
        var supplier = (await clerk.GetAsync("/api/views/pending-installments?pageSize=1&columns=supplierCode"))["rows"]![0]!["supplierCode"]!.GetValue<string>();
        var filter = new JsonObject { ["column"] = "supplierCode", ["op"] = "Eq", ["values"] = new JsonArray(supplier) };
        var count = (await clerk.GetAsync($"/api/views/pending-installments/totals?where=supplierCode:eq:{supplier}"))["count"]!.ToString();
        var taskId = await AskAsync("proof-about", "Revisar vencimientos", new JsonObject
        {
            ["folios"] = 12,
            ["due"] = new JsonObject { ["view"] = "pending-installments", ["filter"] = filter, ["title"] = "Cuotas por pagar" },
            ["trail"] = new JsonObject { ["view"] = "audit-trail", ["title"] = "Bitácora" },
            ["wrongKey"] = new JsonObject { ["view"] = "no-such" },
            ["wrongColumn"] = new JsonObject { ["view"] = "suppliers", ["filter"] = new JsonObject { ["column"] = "nope", ["op"] = "Eq", ["values"] = new JsonArray("1") } },
            ["wrongFilter"] = new JsonObject { ["view"] = "suppliers", ["filter"] = 5 },
            ["payment"] = new JsonObject { ["document"] = "mass-payment", ["id"] = "7", ["title"] = "Pago masivo N° 1" },
        });

        await using var page = await _scene.OpenAsync(BrowserFixture.Approver, $"/tasks/{taskId}");
        var due = page.Page.Locator("[data-task-view=pending-installments]");
        await page.FollowAsync("task-about", async () =>
        {
            await Expect(due.Locator("tbody tr[data-row], tbody tr").First).ToContainTextAsync(supplier);
            await Expect(due.Locator("h3")).ToHaveTextAsync("Cuotas por pagar");
            await Expect(due.Locator(".dv-foot")).ToContainTextAsync(count);
            await Expect(due.Locator("tfoot")).ToContainTextAsync("Total");
            await Expect(page.Page.Locator(".task-documents a")).ToHaveAttributeAsync("href", "mass-payments/7");
            await Expect(page.Page.Locator(".data")).ToContainTextAsync("12");
            await Expect(page.Page.Locator("[data-task-view=audit-trail]")).ToContainTextAsync("Sus roles no permiten ver esta lista");
            (await page.Page.Locator("[data-task-view=audit-trail] table").CountAsync()).Should().Be(0, "an approver reads no audit trail, in whatever page");
            await Expect(page.Page.Locator("[data-task-view=no-such]")).ToContainTextAsync("no-such");
            await Expect(page.Page.Locator("[data-task-view=suppliers]").First).ToContainTextAsync("nope");
            await Expect(page.Page.Locator("[data-task-view=suppliers] table")).ToHaveCountAsync(0);
            await Expect(page.Page.Locator("[data-outcome=Yes]")).ToBeVisibleAsync();
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(LedgerPage.Screenshots, "task-about-es.png"), FullPage = true });
            await page.Page.SetViewportSizeAsync(390, 844);
            (await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("nothing goes sideways on a phone");
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(LedgerPage.Screenshots, "task-about-phone-es.png"), FullPage = true });
        });
    }

    [Fact] // §8: whoever may write a text may not write a page
    [Trait("row", "W2")]
    public async Task Texts_ThatAreHtml_AreTextInInboxTaskListsPaymentAndPrint()
    {
        using var clerk = await _scene.ClientAsync(BrowserFixture.Operator);
        var supplier = (await clerk.ListAsync("/api/suppliers?pageSize=200")).Last();
        var supplierId = supplier["id"]!.GetValue<string>();
        var name = supplier["name"]!.GetValue<string>();
        var hostile = supplier.DeepClone().AsObject();
        hostile["name"] = Html;
        await clerk.PutAsync($"/api/suppliers/{supplierId}", hostile);
        var document = (await new PayingScene(browser).InstallmentsAsync(1))[0];
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-6)).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var payment = (await clerk.PostAsync("/api/mass-payments", new
        {
            entryDate = today,
            estimatedPaymentDate = today,
            currency = "CLP",
            exchangeRate = 950,
            remarks = Html,
            documents = new { installmentIds = new[] { document } },
        }))["id"]!.GetValue<string>();
        var taskId = await AskAsync("proof-html", Html, new JsonObject
        {
            ["note"] = Html,
            [Html] = Html,
            ["who"] = new JsonObject { ["view"] = "suppliers", ["title"] = Html },
        });
        using var approver = await _scene.ClientAsync(BrowserFixture.Approver);
        await approver.PostAsync($"/api/tasks/{taskId}/comment", new { text = Html });

        await using var page = await _scene.OpenAsync(BrowserFixture.Approver);
        foreach (var (path, where) in ((string, string)[])
        [
            ("/", "main"), ($"/tasks/{taskId}", "h1"), ($"/tasks/{taskId}", ".data"), ($"/tasks/{taskId}", ".history"), ($"/views/suppliers?search={Uri.EscapeDataString("onerror")}", ".dv-table"),
            ($"/mass-payments/{payment}", "main"), ("/processes", "main"),
        ])
        {
            await page.GoAsync(path);
            if (path != "/processes")
            {
                await Expect(page.Page.Locator(where).First).ToContainTextAsync("<img src=x onerror");
            }
            else
            {
                await page.Page.Locator("tr[data-process]").First.WaitForAsync();
            }

            (await page.Page.TitleAsync()).Should().NotBe("stolen", path);
            (await page.Page.Locator("img[src=x]").CountAsync()).Should().Be(0, path);
            if (where == ".history")
            {
                await page.PictureAsync("task-html-es");
            }
        }

        foreach (var path in (string[])["/api/views/suppliers/export?format=html", $"/api/mass-payments/{payment}/print/detail?format=html"])
        {
            var text = await (await page.Page.Context.APIRequest.GetAsync(new Uri(browser.Address, path).ToString())).TextAsync();
            text.Should().NotContain("<img src=x").And.NotContain("<script>document.title").And.Contain("&lt;img src");
        }

        hostile["name"] = name;
        await clerk.PutAsync($"/api/suppliers/{supplierId}", hostile);
    }

    // A process of one task for approvers.
    private async Task<long> AskAsync(string definition, string title, JsonObject data)
    {
        static JsonObject Value(string kind, string type, string value) =>
            new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = kind, ["value"] = value } };
        var owner = await browser.ClientAsync(BrowserFixture.Owner);
        await owner.PostAsync("/api/definitions/import?publish=true", new JsonObject
        {
            ["definitionId"] = definition,
            ["name"] = title,
            ["root"] = new JsonObject
            {
                ["id"] = "flow",
                ["type"] = "Elsa.Sequence",
                ["version"] = 1,
                ["activities"] = new JsonArray(new JsonObject
                {
                    ["id"] = "ask",
                    ["type"] = "Ledger.HumanTask",
                    ["version"] = 1,
                    ["title"] = Value("Literal", "String", title),
                    ["instructions"] = Value("Literal", "String", title),
                    ["data"] = Value("Object", "Object", data.ToJsonString()),
                    ["candidateRoles"] = Value("Object", "Object", "[\"Approver\"]"),
                    ["outcomes"] = Value("Object", "Object", "[\"Yes\", \"No\"]"),
                }),
            },
        });
        var started = await owner.PostAsync("/api/instances", new { definitionId = definition });
        for (var round = 0; round < 600; round++)
        {
            if ((await owner.ListAsync($"/api/tasks?scope=All&instanceId={started["instanceId"]}")).FirstOrDefault() is { } task)
            {
                return long.Parse(task["id"]!.GetValue<string>(), null);
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The process asked for no task.");
    }
}
