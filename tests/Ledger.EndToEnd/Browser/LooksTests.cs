using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Ledger.EndToEnd.Browser;

/// <summary>
/// Walks every page that the navigation of each role leads to, and looks at what a person with poor sight, a keyboard or a screen
/// reader meets: contrast (WCAG AA), names of what can be used, headings, ids, focus, and no scrolling sideways (issue 4 §7).
/// </summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "Q7")]
public sealed class LooksTests(BrowserFixture browser, ITestOutputHelper output)
{
    // Pages that the navigation does not name by themselves; a task and what else has a key is added by the walk.
    private static readonly string[] Further = ["/views/pending-installments", "/views/workflow-instances", "/views/checks", "/processes/mass-payment", "/processes/mass-payment/start", "/no/such/page"];

    private readonly InboxScene _scene = new(browser);

    [Theory]
    [InlineData("administrador", "dark", "es")]
    [InlineData("procesos", "light", "en")]
    [InlineData("operador", "dark", "en")]
    [InlineData("aprobadora", "light", "es")]
    public async Task Pages_OfARole_AreReadableNamedAndFitEveryWidth(string person, string theme, string language)
    {
        var (_, taskId) = await _scene.EnterAsync();
        await using var page = await _scene.OpenAsync(person, "/", language);
        page.Expect("404"); // the page that does not exist
        await page.Page.Context.AddCookiesAsync([new() { Name = "ledger.theme", Value = theme, Url = browser.Address.ToString() }]);
        await page.Page.ReloadAsync();
        await page.Page.Locator("#navigation a").First.WaitForAsync();
        var addresses = await page.Page.Locator("#navigation a:not([target])").EvaluateAllAsync<string[]>("links => links.map(a => new URL(a.href).pathname)");
        var task = person == "operador" ? [] : (string[])[$"/tasks/{taskId}"];
        var problems = new List<string>();
        var run = $"/runs/{(await _scene.TaskAsync(taskId))["instanceId"]!.GetValue<string>()}";
        foreach (var address in addresses.Concat(task).Append(run).Concat(Further).Distinct())
        {
            await page.GoAsync(address);
            await SettleAsync(page);
            var found = await LookAsync(page, "look");
            foreach (var width in (int[])[820, 390])
            {
                await page.Page.SetViewportSizeAsync(width, 900);
                found.AddRange((await LookAsync(page, "fits")).Select(p => $"{p} at {width}"));
                if (width == 390)
                {
                    await page.PictureAsync(Name(address, person, theme, language) + "-phone");
                }
            }

            await page.Page.SetViewportSizeAsync(1280, 900);
            await SettleAsync(page);
            await page.PictureAsync(Name(address, person, theme, language));
            problems.AddRange(found.Select(p => $"{address}: {p}"));
        }

        problems.ForEach(output.WriteLine);
        problems.Should().BeEmpty();
    }

    [Fact]
    public async Task SignIn_InBothThemes_IsReadableAndNamed()
    {
        var problems = new List<string>();
        foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var page = await browser.OpenAsync(userName: null);
            page.Expect("401");
            await page.Page.EmulateMediaAsync(new() { ColorScheme = theme });
            await page.GoAsync("/sign-in");
            await page.Page.Locator("input[type=password]").WaitForAsync();
            problems.AddRange(await LookAsync(page, "look"));
            await page.Page.SetViewportSizeAsync(390, 800);
            problems.AddRange(await LookAsync(page, "fits"));
            await page.PictureAsync($"looks-sign-in-{theme}");
        }

        problems.Should().BeEmpty();
    }

    [Fact] // a walk that finds nothing proves nothing unless it would have
    public async Task Look_AtAPageWithEveryFault_FindsEach()
    {
        await using var page = await _scene.OpenAsync(BrowserFixture.Approver);
        (await LookAsync(page, "look")).Should().BeEmpty();
        await page.Page.EvaluateAsync(
            """
            () => document.querySelector('main').insertAdjacentHTML('beforeend', `
                <p style="color: #8a8a8a; background: #ffffff">pale</p><p style="opacity: .5">faded</p><p style="color: #8a8a8a; background: #ffffff; font-size: 24px">large is easier</p>
                <button type="button"><i class="rzi" aria-hidden="true">close</i></button><a href="x" style="outline: none; transition: none">no focus</a>
                <h1>second</h1><h5>skipped</h5><span id="main"></span><table><tbody><tr><td>1</td></tr></tbody></table><input placeholder="x" style="background: #fff; color: #bbb" />
                <div style="width: 3000px; height: 9px"></div>`)
            """);

        var found = await LookAsync(page, "look");
        foreach (var fault in (string[])["pale", "faded", "no name: button", "focus is not seen on a", "2 h1", "comes after", "the id main is there twice", "without headings", "of the text of input", "no name: input"])
        {
            found.Should().Contain(f => f.Contains(fault), "{0} is a fault", fault);
        }

        found.Should().NotContain(f => f.Contains("large is easier"));
        (await LookAsync(page, "fits")).Should().ContainSingle(f => f.Contains("scrolls sideways"));
    }

    private static string Name(string address, string person, string theme, string language) =>
        $"looks-{person}-{theme}-{language}-{(address == "/" ? "inbox" : address.Trim('/').Replace('/', '-'))}";

    // A page is there when its heading is, nothing is being read any more, and nothing moves.
    internal static async Task SettleAsync(LedgerPage page)
    {
        await page.Page.Locator("h1").First.WaitForAsync();
        await page.Page.WaitForFunctionAsync(
            "() => !document.querySelector('[aria-busy=true], .skeleton') && !document.getAnimations().some(a => a.playState === 'running' && a.effect?.getTiming().iterations !== Infinity)");
    }

    internal static async Task<List<string>> LookAsync(LedgerPage page, string what)
    {
        if (!await page.Page.EvaluateAsync<bool>("() => !!window.looks"))
        {
            await page.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Browser", "looks.js")));
        }

        return [.. (await page.Page.EvaluateAsync<string[]>($"() => window.looks.{what}()"))];
    }
}
