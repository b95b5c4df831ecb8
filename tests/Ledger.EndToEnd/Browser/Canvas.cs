using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The studio's editor, used with mouse and keyboard as a person does (docs/designer.md says which elements these are).</summary>
internal sealed class Canvas(LedgerPage page)
{
    // The port that carries a name, as the point of the screen in its middle.
    private const string PortPoint = """
        ([id, name]) => {
          const port = [...document.querySelectorAll(`#stage .x6-node[data-cell-id="${id}"] .x6-port`)].find(p => p.querySelector(`[port="${name}"]`));
          if (!port) return null;
          const box = port.querySelector('.elsa-designer-port-circle').getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        }
        """;

    // Half way along the line that ends at a point of the screen.
    private const string LinePoint = """
        ([x, y]) => {
          for (const edge of document.querySelectorAll('#stage .x6-edge')) {
            const path = edge.querySelectorAll('path')[1], screen = path.getScreenCTM();
            const at = share => { const p = path.getPointAtLength(path.getTotalLength() * share); return new DOMPoint(p.x, p.y).matrixTransform(screen); };
            const end = at(1);
            if (Math.hypot(end.x - x, end.y - y) < 6) { const middle = at(0.5); return [middle.x, middle.y]; }
          }
          return null;
        }
        """;

    private IPage Studio => page.Page;

    /// <summary>The panel under the canvas with what is set of the chosen activity.</summary>
    public ILocator Settings => Studio.Locator("#stage .rz-splitter-pane:not(:has(.rz-splitter-pane))")
        .Filter(new() { Has = Studio.Locator(".mud-tab", new() { HasText = "General" }) });

    /// <summary>Opens a definition's editor, folds Ledger's panel and fits the drawing to the window.</summary>
    public async Task OpenAsync(string definitionId)
    {
        await page.GoAsync($"/studio/definitions/{definitionId}");
        await page.CanvasAsync();
        await Studio.Locator("#stage .x6-node .elsa-activity").First.WaitForAsync();
        if (await Studio.Locator("#panel:not([hidden]):not(.folded) .fold").CountAsync() > 0)
        {
            await Studio.Locator("#panel .fold").ClickAsync();
        }

        await FitAsync();
    }

    /// <summary>Presses the toolbar's first button: fit to the screen.</summary>
    public async Task FitAsync()
    {
        await SettledAsync();
        await Studio.Locator("#stage .mud-toolbar button").First.ClickAsync();
        await SettledAsync();
    }

    /// <summary>The ids of the activities drawn.</summary>
    public Task<string[]> ActivitiesAsync() => Studio.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#stage .x6-node')].map(n => n.dataset.cellId)");

    /// <summary>The names of an activity's ports.</summary>
    public Task<string[]> PortsAsync(string id) =>
        Studio.EvaluateAsync<string[]>("id => [...document.querySelectorAll(`#stage .x6-node[data-cell-id=\"${id}\"] .x6-port [port]`)].map(p => p.getAttribute('port'))", id);

    /// <summary>The box of an activity on the screen.</summary>
    public async Task<LocatorBoundingBoxResult> BoxAsync(string id) =>
        (await Studio.Locator($"#stage .x6-node[data-cell-id='{id}'] .elsa-activity").BoundingBoxAsync())!;

    /// <summary>Where an activity stands in the drawing, however the drawing was scrolled.</summary>
    public async Task<string> PlaceAsync(string id) => (await Studio.Locator($"#stage .x6-node[data-cell-id='{id}']").GetAttributeAsync("transform"))!;

    /// <summary>The place of a port on the screen.</summary>
    public async Task<(float X, float Y)> PortAsync(string id, string name)
    {
        for (var tries = 0; ; tries++)
        {
            if (await Studio.EvaluateAsync<float[]?>(PortPoint, new[] { id, name }) is [var x, var y])
            {
                return (x, y);
            }

            tries.Should().BeLessThan(100, "the activity {0} has a port {1}; it has {2}", id, name, string.Join(", ", await PortsAsync(id)));
            await Task.Delay(100);
        }
    }

    /// <summary>Drags an activity from the toolbox to a place on the screen; answers its id.</summary>
    public async Task<string> DropAsync(string category, string activity, float x, float y)
    {
        var before = await ActivitiesAsync();
        var drawer = Studio.Locator("#stage .mud-expand-panel").Filter(new() { HasText = category }).First;
        await drawer.Locator(".mud-expand-panel-header").ClickAsync();
        var item = drawer.Locator("[draggable=true]").Filter(new() { HasText = activity }).First;
        await item.WaitForAsync();
        await SettledAsync();
        var box = (await item.BoundingBoxAsync())!;
        await DragAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2), x, y);
        for (var tries = 0; ; tries++)
        {
            var added = (await ActivitiesAsync()).Except(before).ToList();
            if (added.Count == 1)
            {
                return added[0];
            }

            tries.Should().BeLessThan(100, "the activity is dropped on the canvas");
            await Task.Delay(100);
        }
    }

    /// <summary>Draws a line from one port to another. No activity may be chosen: its handles lie over its ports.</summary>
    public async Task ConnectAsync(string source, string outcome, string target)
    {
        var lines = await LinesAsync();
        var (from, to) = (await PortAsync(source, outcome), await PortAsync(target, "In"));
        await DragAsync(from.X, from.Y, to.X, to.Y);
        await UntilAsync(async () => await LinesAsync() == lines + 1, "the ports are connected");
        await SettledAsync();
    }

    /// <summary>Removes the line that ends at an activity, by the button that appears over it.</summary>
    public async Task DisconnectAsync(string target)
    {
        var lines = await LinesAsync();
        var (x, y) = await PortAsync(target, "In");
        var middle = await Studio.EvaluateAsync<float[]>(LinePoint, new[] { (double)x, y });
        await Studio.Mouse.MoveAsync(middle[0] + 30, middle[1] + 10);
        await Studio.Mouse.MoveAsync(middle[0], middle[1], new() { Steps = 5 });
        await Studio.Locator("#stage .x6-cell-tool-button").First.ClickAsync();
        await UntilAsync(async () => await LinesAsync() == lines - 1, "the line is removed");
        await SettledAsync();
    }

    /// <summary>Chooses an activity: what is set of it stands under the canvas.</summary>
    public async Task SelectAsync(string id)
    {
        var box = await BoxAsync(id);
        await Studio.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 4));
        await Settings.Locator(".mud-tab").First.WaitForAsync();
        await SettledAsync();
    }

    /// <summary>Moves an activity by so many pixels of the screen.</summary>
    public async Task MoveAsync(string id, float x, float y)
    {
        var box = await BoxAsync(id);
        await DragAsync(box.X + (box.Width / 2), box.Y + 6, box.X + (box.Width / 2) + x, box.Y + 6 + y);
    }

    /// <summary>The field under a label among what is set of the chosen activity.</summary>
    public ILocator Field(string label) => Settings.Locator(".mud-input-control")
        .Filter(new() { Has = Studio.Locator("label.mud-input-label", new() { HasTextRegex = new Regex($@"^{label}\s*\*?$") }) }).Locator("input").First;

    /// <summary>Waits until the page asks the server nothing and draws nothing for a moment, so that what was saved is what is seen.</summary>
    public async Task SettledAsync()
    {
        const int quiet = 700;
        var seen = -1;
        for (var tries = 0; tries < 100; tries++)
        {
            await Studio.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await Task.Delay(quiet);
            if (page.Requests.Count == seen)
            {
                return;
            }

            seen = page.Requests.Count;
        }
    }

    /// <summary>The lines drawn, each as the points of its corners in the drawing's own measure.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync() =>
        (await Studio.EvaluateAsync<JsonElement>("() => [...document.querySelectorAll('#stage .x6-edge')].map(e => e.querySelectorAll('path')[1].getAttribute('d'))")).EnumerateArray().Select(p => p.GetString()!).ToList();

    private static async Task UntilAsync(Func<Task<bool>> isSo, string because)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            tries.Should().BeLessThan(150, because);
            await Task.Delay(100);
        }
    }

    private Task<int> LinesAsync() => Studio.Locator("#stage .x6-edge").CountAsync();

    private async Task DragAsync(float fromX, float fromY, float toX, float toY)
    {
        await Studio.Mouse.MoveAsync(fromX, fromY);
        await Studio.Mouse.DownAsync();
        await Studio.Mouse.MoveAsync((fromX + toX) / 2, (fromY + toY) / 2, new() { Steps = 8 });
        await Studio.Mouse.MoveAsync(toX, toY, new() { Steps = 12 });
        await Task.Delay(300);
        await Studio.Mouse.UpAsync();
    }
}
