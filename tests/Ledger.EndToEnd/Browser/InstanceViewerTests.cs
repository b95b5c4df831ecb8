using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The studio's viewer over real instances with the panel beside it: live badges, retry, skip, move, cancel (features.md W8, W11).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W8")]
public sealed class InstanceViewerTests(BrowserFixture browser)
{
    private const string Ask = """
        {"id":"ask","name":"Aprobar","type":"Ledger.HumanTask","version":1,"title":{"typeName":"String","expression":{"type":"Literal","value":"Aprobar el gasto"}},
         "candidateRoles":{"typeName":"Object","expression":{"type":"Object","value":"[\"Approver\"]"}},
         "outcomes":{"typeName":"Object","expression":{"type":"Object","value":"[\"Sí\",\"No\"]"}},"metadata":{"designer":{"position":{"x":0,"y":0}}}}
        """;

    private readonly InboxScene _scene = new(browser);

    [Fact]
    public async Task Viewer_OfAWaitingInstance_MovesAndIsSeenLiveWhenAnotherDecides()
    {
        await ImportAsync("viewer-live", [Ask, Line("fin", 260)], "ask:Sí>fin", "ask:No>fin");
        var id = await StartAsync("viewer-live");
        await ImportAsync("viewer-live", [Ask, Line("aviso", 260), Line("fin", 520)], "ask:Sí>aviso", "ask:No>aviso", "aviso>fin");
        await using var page = await browser.OpenAsync(path: $"/studio/instances/{id}");
        await OpenPanelAsync(page);
        await page.CanvasAsync();
        await page.Page.Locator("#panel [data-state=Suspended]").WaitForAsync();
        await page.Page.Locator("#panel .tasks").GetByText("Aprobar el gasto").WaitForAsync();
        await page.PictureAsync("instance-waiting");

        await page.Page.Locator("#panel .action.move").ClickAsync();
        await page.Page.Locator("#panel .action.move-yes").ClickAsync();
        await page.Page.Locator("#stage .x6-node[data-cell-id=aviso]").WaitForAsync(); // drawn anew, as the new version is
        await page.Page.Locator("#panel .versions li").First.WaitForAsync();
        await page.PictureAsync("instance-moved");
        page.Requests.Should().Contain(r => r.Contains("/elsa/hubs/workflow-instance/negotiate", StringComparison.Ordinal));
        await page.Page.Locator("#stage .x6-node[data-cell-id=ask]").ClickAsync();
        await page.PictureAsync("instance-node");

        using var approver = await _scene.ClientAsync(BrowserFixture.Approver);
        var task = (await approver.ListAsync($"/api/tasks?instanceId={id}"))[0]["id"];
        await approver.PostAsync($"/api/tasks/{task}/complete", new { outcome = "Sí" });

        await page.Page.Locator("#panel [data-state=Finished]").WaitForAsync();
        await page.Page.Locator("#panel .tasks").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.PictureAsync("instance-finished-live");
    }

    [Fact]
    public async Task Panel_OfAFaultedInstance_RetriesAndSkipsAndAnApproverMayNot()
    {
        await ImportAsync("viewer-faulted", [
            """{"id":"bad","name":"Pagar","type":"Elsa.Fault","version":1,"message":{"typeName":"String","expression":{"type":"Literal","value":"No hay saldo"}},"metadata":{"designer":{"position":{"x":0,"y":0}}}}""",
            Line("fin", 260)], "bad>fin");
        var id = await StartAsync("viewer-faulted");
        await using (var looker = await browser.OpenAsync(BrowserFixture.Approver, path: $"/studio/instances/{id}"))
        {
            await OpenPanelAsync(looker);
            await looker.Page.Locator("#panel [data-incident]").WaitForAsync();
            (await looker.Page.Locator("#panel .action").CountAsync()).Should().Be(0, "an approver only looks");
        }

        await using var page = await browser.OpenAsync(language: "en", path: $"/studio/instances/{id}");
        await OpenPanelAsync(page);
        await page.CanvasAsync();
        var incident = await page.Page.Locator("#panel [data-incident]").GetAttributeAsync("data-incident");
        await page.PictureAsync("instance-faulted");
        await page.Page.Locator("#panel .action.retry").ClickAsync();
        await page.Page.Locator($"#panel [data-incident]:not([data-incident='{incident}'])").WaitForAsync();
        await page.Page.Locator("#panel .action.skip").ClickAsync();
        await page.Page.Locator("#panel [data-state=Finished]").WaitForAsync();
        await page.PictureAsync("instance-skipped");
        (await page.Page.Locator("#panel .action.cancel").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Panel_Cancel_AsksFirst()
    {
        await ImportAsync("viewer-cancel", [Ask, Line("fin", 260)], "ask:Sí>fin", "ask:No>fin");
        var id = await StartAsync("viewer-cancel");
        await using var page = await browser.OpenAsync(path: $"/studio/instances/{id}");
        await OpenPanelAsync(page);
        await page.Page.Locator("#panel .action.cancel").ClickAsync();
        await page.PictureAsync("instance-cancel-asks");
        await page.Page.Locator("#panel .action.cancel-yes").ClickAsync();
        await page.Page.Locator("#panel [data-state=Cancelled]").WaitForAsync();
    }

    private static async Task OpenPanelAsync(LedgerPage page)
    {
        await page.Page.Locator("#panel .fold").WaitForAsync();
        if (await page.Page.Locator("#panel.folded").CountAsync() > 0)
        {
            await page.Page.Locator("#panel .fold").ClickAsync();
        }
    }

    private static string Line(string id, int x) =>
        """{"id":"$ID$","type":"Elsa.WriteLine","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"$ID$"}},"metadata":{"designer":{"position":{"x":$X$,"y":0}}}}"""
            .Replace("$ID$", id, StringComparison.Ordinal).Replace("$X$", $"{x}", StringComparison.Ordinal);

    private async Task ImportAsync(string id, string[] activities, params string[] connections)
    {
        var flow = new JsonObject
        {
            ["id"] = "flow",
            ["type"] = "Elsa.Flowchart",
            ["version"] = 1,
            ["activities"] = new JsonArray([.. activities.Select(a => JsonNode.Parse(a))]),
            ["connections"] = new JsonArray([.. connections.Select(c => c.Split('>', ':')).Select(c => (JsonNode)new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = c[0], ["port"] = c.Length > 2 ? c[1] : "Done" },
                ["target"] = new JsonObject { ["activity"] = c[^1], ["port"] = "In" },
            })]),
        };
        using var owner = await _scene.ClientAsync(BrowserFixture.Owner);
        await owner.PostAsync("/api/definitions/import?publish=true", new JsonObject { ["definitionId"] = id, ["name"] = id, ["root"] = flow });
    }

    private async Task<string> StartAsync(string id)
    {
        using var owner = await _scene.ClientAsync(BrowserFixture.Owner);
        return (await owner.PostAsync("/api/instances", new { definitionId = id }))["instanceId"]!.GetValue<string>();
    }
}
