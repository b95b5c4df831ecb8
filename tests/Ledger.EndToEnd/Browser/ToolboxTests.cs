using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.EndToEnd.Browser;

/// <summary>Every activity of the toolbox in the real editor: drawn, named, and with a panel that shows all its inputs.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W2")]
public sealed class ToolboxTests(BrowserFixture browser)
{
    // Their editors are tables, which have no name of their own.
    private static readonly string[] Nameless = ["flow-switch-editor", "switch-editor"];

    [Fact]
    public async Task Editor_OneOfEachActivity_ShowsEachWithAllItsInputs()
    {
        await using var page = await browser.OpenAsync();
        var types = await TypesAsync(page);
        var activities = new JsonArray([.. types.Select((type, i) => (JsonNode)Activity(type, i))]);
        await PostAsync(page, new JsonObject
        {
            ["definitionId"] = "one-of-each",
            ["name"] = "Una de cada una",
            ["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = "Resumen", ["typeName"] = "Object" }),
            ["outputs"] = new JsonArray(new JsonObject { ["name"] = "Total", ["type"] = "Decimal", ["displayName"] = "Total" }),
            ["root"] = new JsonObject { ["id"] = "f", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = activities, ["connections"] = new JsonArray() },
        });

        await page.GoAsync("/studio/definitions/one-of-each");
        await page.CanvasAsync();
        await page.Page.WaitForFunctionAsync($"document.querySelectorAll('{LedgerPage.Activity}').length === {types.Count}");
        await page.Page.Locator("#stage .x6-node[data-ledger-activity=\"Ledger.HumanTask\"]").First.WaitForAsync();

        var wrong = new List<string>();
        for (var i = 0; i < types.Count; i++)
        {
            var type = types[i];
            var names = type["inputs"]!.AsArray().Where(n => !Nameless.Contains((string)n!["uiHint"]!)).Select(n => (string)n!["displayName"]!).ToList();
            if (!await ShowsAsync(page, $"a{i}", names))
            {
                wrong.Add($"{type["typeName"]}: {string.Join(", ", names)}");
            }

            if (i % 6 == 0)
            {
                await page.PictureAsync($"toolbox-{type["name"]}");
            }
        }

        wrong.Should().BeEmpty("the panel of each activity shows each of its inputs");
        (await page.Page.GetByText("Unsupported UI hint").CountAsync()).Should().Be(0);
        (await page.Page.Locator("#failure").IsVisibleAsync()).Should().BeFalse();
        (await page.Page.Locator("#stage .x6-node .activity-type").AllTextContentsAsync()).Should()
            .BeEquivalentTo(types.Select(t => (string)t["displayName"]!), "each is named in the page's language");
    }

    private static async Task<bool> ShowsAsync(LedgerPage page, string activity, List<string> names)
    {
        await page.Page.EvaluateAsync(
            "async id => (await import(JSON.parse(document.getElementById('ledger').textContent).own + 'canvas.js')).selectActivity(id)", activity);
        try
        {
            await page.Page.WaitForFunctionAsync(
                """
                names => {
                  const panel = [...document.querySelectorAll('#stage .mud-input-control, #stage .mud-checkbox')].map(e => e.textContent).join('|');
                  return names.every(name => panel.includes(name));
                }
                """,
                names, new() { Timeout = 30_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<JsonObject>> TypesAsync(LedgerPage page)
    {
        var answer = await page.Page.Context.APIRequest.GetAsync("/elsa/api/descriptors/activities", new() { Headers = [new("Accept-Language", "es")] });
        answer.Ok.Should().BeTrue(await answer.TextAsync());
        return [.. JsonNode.Parse(await answer.TextAsync())!["items"]!.AsArray().Select(i => i!.AsObject()).Where(i => (bool)i["isBrowsable"]!)];
    }

    private static async Task PostAsync(LedgerPage page, JsonObject definition)
    {
        var answer = await page.Page.Context.APIRequest.PostAsync(
            "/api/definitions",
            new() { DataString = definition.ToJsonString(), Headers = [new("X-Requested-With", "test"), new("Content-Type", "application/json")] });
        answer.Ok.Should().BeTrue(await answer.TextAsync());
    }

    private static JsonObject Activity(JsonObject type, int number) => new()
    {
        ["id"] = $"a{number}",
        ["name"] = $"{type["name"]}1",
        ["type"] = type["typeName"]!.DeepClone(),
        ["version"] = type["version"]!.DeepClone(),
        ["metadata"] = JsonSerializer.SerializeToNode(new
        {
            designer = new { position = new { x = number % 6 * 420, y = number / 6 * 190 }, size = new { width = 0, height = 0 } },
        }),
    };
}
