using System.Diagnostics;
using System.Globalization;
using Ledger.EndToEnd.Servers;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Ledger.EndToEnd.Browser;

/// <summary>How long it takes until the activities of mass-payment stand on the canvas. Printed, not asserted: this machine is shared.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W2")]
public sealed class StudioSpeedTests(BrowserFixture browser, ITestOutputHelper output)
{
    private const string Editor = "/studio/definitions/mass-payment";

    [Fact]
    public async Task Editor_ColdAndWarm_IsMeasured()
    {
        await using var page = await browser.OpenAsync();
        var cold = await MeasureAsync(page, "cold", Editor);
        var warm = await MeasureAsync(page, "warm", Editor);
        var swapped = Stopwatch.StartNew();
        await page.Page.ClickAsync("#bar nav a[data-view=definitions]");
        await page.RowsAsync();
        var toList = swapped.ElapsedMilliseconds;
        swapped.Restart();
        await page.Page.GoBackAsync();
        await page.CanvasAsync();
        Say($"to the list within the page {toList} ms, back to the editor {swapped.ElapsedMilliseconds} ms");

        cold.Transferred.Should().BeGreaterThan(1_000_000, "the first visit downloads the studio");
        warm.Transferred.Should().BeLessThan(cold.Transferred / 20, "the second takes it from the browser's cache");
    }

    // The time the page's thread worked says more than the clock where other programs run besides.
    private async Task<(long Milliseconds, long Transferred)> MeasureAsync(LedgerPage page, string name, string path)
    {
        var tools = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await tools.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        var before = await BusyAsync(tools);
        var time = Stopwatch.StartNew();
        await page.GoAsync(path);
        await page.CanvasAsync();
        var milliseconds = time.ElapsedMilliseconds;
        var busy = await BusyAsync(tools) - before;
        var transferred = await page.Page.EvaluateAsync<long>("() => performance.getEntriesByType('resource').reduce((sum, one) => sum + one.transferSize, 0)");
        Say(string.Create(CultureInfo.InvariantCulture, $"{name}: first activities on the canvas after {milliseconds} ms, of which the page's thread worked {busy:0} ms; {transferred / 1024.0:0} kB over the line"));
        return (milliseconds, transferred);
    }

    private static async Task<double> BusyAsync(ICDPSession tools) =>
        (await tools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .Single(m => m.GetProperty("name").GetString() == "TaskDuration").GetProperty("value").GetDouble() * 1000;

    private void Say(string text)
    {
        output.WriteLine(text);
        File.AppendAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts")).FullName, "studio-speed.txt"), text + "\n");
    }
}
