using System.Net;
using System.Text.Json.Nodes;
using Ledger.EndToEnd.Clients;
using Ledger.EndToEnd.Servers;

namespace Ledger.EndToEnd.Browser;

/// <summary>What the designer is for: a process owner changes how the company pays, by drawing (features.md W1, W2, W8).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W2")]
public sealed class ProcessOwnerTests(BrowserFixture browser)
{
    // A copy: other tests use the shipped one.
    private const string Definition = "mass-payment-drawn";
    private const string Title = "Revisar el pago antes de autorizarlo";

    [Fact]
    public async Task Owner_DrawsATaskBetweenTwoSteps_TheNextPaymentTakesItAndTheRunningOneDoesNot()
    {
        using var owner = await browser.ClientAsync(BrowserFixture.Owner);
        using var clerk = await browser.ClientAsync(BrowserFixture.Operator);
        using var approver = await browser.ClientAsync(BrowserFixture.Approver);
        await PublishCopyAsync(owner);
        var suppliers = await SuppliersAsync(clerk);
        var running = await StartAsync(clerk, suppliers[0]);
        (await TaskAsync(approver, running))["activityId"]!.GetValue<string>().Should().Be("authorize-task");

        await using var page = await browser.OpenAsync();
        page.Expect("inline script"); // a script the studio renders, which our page has replaced (docs/designer.md)
        await page.Page.SetViewportSizeAsync(1920, 1080);
        var canvas = new Canvas(page);
        await page.FollowAsync("owner", async () =>
        {
            await canvas.OpenAsync(Definition);
            await page.PictureAsync("owner-1-opened");
            var drawn = await DrawAsync(page, canvas);
            await PublishAsync(page);

            var next = await StartAsync(clerk, suppliers[1]);
            var task = await TaskAsync(approver, next);
            task["activityId"]!.GetValue<string>().Should().Be(drawn);
            task["title"]!.GetValue<string>().Should().Be(Title);
            task["outcomes"]!.AsArray().Select(o => o!.GetValue<string>()).Should().Equal("Conforme", "Objetado");
            await CompleteAsync(approver, task, "Conforme");
            (await TaskAsync(approver, next))["activityId"]!.GetValue<string>().Should().Be("authorize-task", "the line drawn leads there");

            await CompleteAsync(approver, await TaskAsync(approver, running), "Authorize");
            var old = await TaskAsync(clerk, running);
            old["activityId"]!.GetValue<string>().Should().Be("funds-task", "what runs keeps the version it began with");

            await LookOnlyAsync();
        });
    }

    private static async Task PublishCopyAsync(LedgerClient owner)
    {
        var shipped = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflows-json", "mass-payment.json")))!.AsObject();
        shipped["definitionId"] = Definition;
        shipped["name"] = "Pago masivo dibujado";
        shipped.Remove("id");
        await owner.PostAsync("/api/definitions/import?publish=true", shipped);
        await owner.PostAsync($"/api/definitions/{Definition}/publish");
    }

    private static async Task<string> DrawAsync(LedgerPage page, Canvas canvas)
    {
        await canvas.DisconnectAsync("authorize-task");
        var (_, y) = await canvas.PortAsync("authorize-task", "In");
        var hub = await canvas.BoxAsync("read");
        var drawn = await canvas.DropAsync("Personas", "Tarea de una persona", hub.X + 20, y - 12);
        await canvas.SettledAsync();
        await page.PictureAsync("owner-2-dropped");

        await canvas.SelectAsync(drawn);
        await canvas.Field("Título").FillAsync(Title);
        await page.Page.Keyboard.PressAsync("Tab");
        await canvas.SettledAsync();
        await canvas.Settings.Locator(".mud-checkbox").Filter(new() { HasText = "Aprobador" }).First.ClickAsync();
        await canvas.SettledAsync();
        foreach (var outcome in (string[])["Conforme", "Objetado"])
        {
            await canvas.Field("Respuestas").FillAsync(outcome);
            await canvas.Field("Respuestas").PressAsync("Enter");
            await canvas.SettledAsync();
        }

        await page.PictureAsync("owner-3-set");
        (await canvas.PortsAsync(drawn)).Should().BeEquivalentTo("In", "Conforme", "Objetado");
        await canvas.OpenAsync(Definition);
        await canvas.ConnectAsync("read", "Entered", drawn);
        await canvas.ConnectAsync(drawn, "Conforme", "authorize-task");
        await canvas.ConnectAsync(drawn, "Objetado", "correct-task");
        await page.PictureAsync("owner-4-connected");
        return drawn;
    }

    private static async Task PublishAsync(LedgerPage page)
    {
        await page.Page.Locator("#stage .mud-toolbar .mud-button-group-root button").First.ClickAsync();
        await page.Page.Locator(".mud-snackbar").Filter(new() { HasText = "Proceso publicado" }).First.WaitForAsync();
        await page.PictureAsync("owner-5-published");
    }

    private async Task LookOnlyAsync()
    {
        await using var page = await browser.OpenAsync(BrowserFixture.Approver);
        page.Expect("inline script");
        page.Expect("403");
        await page.Page.SetViewportSizeAsync(1920, 1080);
        var canvas = new Canvas(page);
        await canvas.OpenAsync(Definition);
        await page.Page.GetByText("Está en modo de sólo lectura").First.WaitForAsync();
        var before = await canvas.PlaceAsync("read");
        await canvas.MoveAsync("read", 0, 60);
        await canvas.SettledAsync();
        await page.PictureAsync("owner-6-approver-looks");

        (await canvas.PlaceAsync("read")).Should().Be(before, "who may only look moves nothing");
        page.Requests.Should().NotContain(r => r.StartsWith("POST", StringComparison.Ordinal) && r.EndsWith("/workflow-definitions", StringComparison.Ordinal));
        using var client = await browser.ClientAsync(BrowserFixture.Approver);
        using var answer = await client.TrySendAsync(
            HttpMethod.Post, "/elsa/api/workflow-definitions", () => System.Net.Http.Json.JsonContent.Create(new { model = new { definitionId = Definition, name = "x" }, publish = true }), null);
        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static async Task<string[]> SuppliersAsync(LedgerClient clerk) =>
        [.. (await clerk.ListAsync("/api/mass-payments/payable-documents?pageSize=200")).Where(d => d["isSelectable"]!.GetValue<bool>())
            .Select(d => d["supplierCode"]!.GetValue<string>()).Distinct().Reverse().Take(2)];

    private static async Task<long> StartAsync(LedgerClient clerk, string supplier)
    {
        var started = await clerk.PostAsync(
            "/api/instances", new { definitionId = Definition, input = new { filter = new { supplierFrom = supplier, supplierTo = supplier } } }, Guid.NewGuid().ToString("N"));
        return long.Parse(started["instanceId"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }

    // The one task of the instance that the person may do, once it is there.
    private static async Task<JsonNode> TaskAsync(LedgerClient person, long instance)
    {
        for (var tries = 0; ; tries++)
        {
            var open = await person.ListAsync($"/api/tasks?instanceId={instance}&state=Open&state=Claimed");
            if (open.Count == 1)
            {
                return open[0];
            }

            tries.Should().BeLessThan(300, "the instance asks {0} for something: {1}", person.UserName, await person.GetAsync($"/api/instances/{instance}"));
            await Task.Delay(100);
        }
    }

    private static Task<JsonNode> CompleteAsync(LedgerClient person, JsonNode task, string outcome) =>
        person.PostAsync($"/api/tasks/{task["id"]}/complete", new { outcome, comment = "prueba" }, Guid.NewGuid().ToString("N"));
}
