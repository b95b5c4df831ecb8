using System.Text.RegularExpressions;
using Ledger.Api.Pages.Shell;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>What the pages must withstand in a real browser (issue 4 §8): guessing passwords, other sites, addresses typed by whoever may not, texts that are html.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W2")]
public sealed class ProofTests(BrowserFixture browser)
{
    private const string Html = "<img src=x onerror=\"document.title='stolen'\"><b>negrita</b>";
    private readonly InboxScene _scene = new(browser);

    [Theory]
    [InlineData("es", "bloquead", "minuto")]
    [InlineData("en", "locked out", "minute")]
    public async Task SignIn_AfterFiveWrongPasswords_SaysWhenToTryAgainAndRefusesTheRightOne(string language, string said, string when)
    {
        var name = "olvidadiza-" + language;
        await _scene.PersonAsync(name, "Auditor");
        await using var page = await browser.OpenAsync(userName: null, language, "/sign-in");
        page.Expect("401|429");
        await page.Page.Locator("#user-name").FillAsync(name);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            // The last is the right one.
            await page.Page.Locator("#password").FillAsync(attempt < 5 ? $"wrong {attempt}" : BrowserFixture.Password);
            await page.Page.RunAndWaitForResponseAsync(() => page.Page.Keyboard.PressAsync("Enter"), r => r.Url.EndsWith("/api/auth/sign-in", StringComparison.Ordinal));
            await Assertions.Expect(page.Page.Locator(".refusal")).ToBeVisibleAsync();
        }

        var refusal = (await page.Page.Locator(".refusal").TextContentAsync())!;
        refusal.Should().Contain(said).And.Contain(when).And.MatchRegex("[0-9]");
        page.Page.Url.Should().Contain("/sign-in");
        await page.PictureAsync("sign-in-locked-" + language);
    }

    [Fact]
    public async Task OtherSite_ThatPostsAFormAndFetches_ChangesNothing()
    {
        var (_, taskId) = await _scene.EnterAsync();
        await using var page = await browser.OpenAsync(BrowserFixture.Approver);
        var context = page.Page.Context;
        var evil = await context.NewPageAsync();
        var address = browser.Address.ToString().TrimEnd('/');
        var answers = new List<int>();
        evil.Response += (_, answer) =>
        {
            if (answer.Url.StartsWith(address, StringComparison.Ordinal))
            {
                lock (answers)
                {
                    answers.Add(answer.Status);
                }
            }
        };
        page.AllowStrangers();
        await context.RouteAsync("http://evil.example/**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = $$"""
                <iframe name="answer"></iframe>
                <form method="post" target="answer" enctype="text/plain" action="{{address}}/api/tasks/{{taskId}}/complete"><input name='{"outcome":"Authorize","x":"' value='"}'></form>
                <iframe id="frame" src="{{address}}/"></iframe>
                """,
        }));
        await evil.GotoAsync("http://evil.example/");
        await evil.EvaluateAsync("() => document.forms[0].submit()");
        var fetched = await evil.EvaluateAsync<string>(
            $$"""
            async () => {
                const tries = [
                    { method: "POST", mode: "no-cors", body: '{"outcome":"Authorize"}' },
                    { method: "POST", headers: { "Content-Type": "application/json", "X-Requested-With": "ledger" }, body: '{"outcome":"Authorize"}' },
                    { method: "GET" },
                ];
                const said = [];
                for (const one of tries) {
                    try {
                        const answer = await fetch("{{address}}/api/tasks/{{taskId}}" + (one.method === "GET" ? "" : "/complete"), { credentials: "include", ...one });
                        said.push(answer.type + " " + answer.status);
                    } catch (e) {
                        said.push("refused");
                    }
                }
                return said.join(", ");
            }
            """);

        fetched.Should().MatchRegex("^(opaque 0|refused), refused, refused$", "what another site sends without asking has no answer for it, and what it must ask for is not allowed");
        answers.Should().NotContain(s => s >= 200 && s < 300, "the form and the fetch come without the session");
        (await evil.Locator("#frame").ContentFrame.Locator("#app").CountAsync()).Should().Be(0, "no other site may frame a page");
        var task = await _scene.TaskAsync(taskId);
        task["state"]!.GetValue<string>().Should().Be("Open");
    }

    [Theory]
    [InlineData(BrowserFixture.Operator)]
    [InlineData(BrowserFixture.Approver)]
    [InlineData(BrowserFixture.Owner)]
    [InlineData("administrador")]
    [InlineData("auditora")]
    public async Task Circuit_ThatIsSentToAPageOfOthers_ShowsThatItIsNotAllowedAndNothingOfIt(string person)
    {
        await using var page = await _scene.OpenAsync(person);
        var shown = await page.Page.Locator("#navigation a").EvaluateAllAsync<string[]>("links => links.map(a => new URL(a.href).pathname)");
        var may = new List<string>();
        var inbox = (await page.Page.Locator("h1").TextContentAsync())!.Trim();
        await page.FollowAsync("proof-" + person, async () =>
        {
            foreach (var address in NavigationEntry.All.Where(e => !e.IsWholePage && e.Address.Length > 0).Select(e => "/" + e.Address))
            {
                await page.Page.EvaluateAsync("address => Blazor.navigateTo(address)", address);
                await page.Page.WaitForFunctionAsync("inbox => [document.querySelector('h1')?.textContent.trim() ?? inbox].every(h => h !== inbox && document.title.includes(h))", inbox);
                if (await page.Page.GetByText("Sus roles no permiten ver esta página").CountAsync() == 0)
                {
                    may.Add(address);
                }

                await page.Page.EvaluateAsync("() => Blazor.navigateTo('/')");
                await page.Page.WaitForFunctionAsync("inbox => document.querySelector('h1')?.textContent.trim() === inbox", inbox);
            }
        });
        may.Should().BeEquivalentTo(shown.Where(a => a != "/" && !a.StartsWith("/studio", StringComparison.Ordinal)), "what is in the navigation opens, and nothing else does");
    }

    [Fact]
    public async Task Names_ThatAreHtml_AreTextInListsFormsAndMails()
    {
        using (var administrator = await _scene.ClientAsync("administrador"))
        {
            try
            {
                await administrator.PostAsync("/api/users", new { userName = "html", displayName = Html, password = BrowserFixture.Password, roles = new[] { "Approver" } });
            }
            catch (Clients.LedgerRefusal refusal) when (refusal.Code == "field.taken")
            {
                // An earlier run made the person.
            }
        }

        await using var page = await _scene.OpenAsync("administrador", "/views/users");
        await Assertions.Expect(page.Page.Locator(".dv-table")).ToContainTextAsync("<img src=x onerror");
        await using var person = await _scene.OpenAsync("html", "/?search=" + Uri.EscapeDataString(Html));
        await Assertions.Expect(person.Page.GetByLabel("Buscar")).ToHaveValueAsync(Html);
        await person.Page.Locator(".menu:not(.saved) > summary").ClickAsync();
        await Assertions.Expect(person.Page.Locator(".menu[open] strong")).ToHaveTextAsync(Html);
        await person.GoAsync($"/views/suppliers?search={Uri.EscapeDataString(Html)}");
        await person.Page.Locator("h1").WaitForAsync();
        foreach (var one in (LedgerPage[])[page, person])
        {
            (await one.Page.TitleAsync()).Should().NotContain("stolen");
            (await one.Page.Locator("img[src=x]").CountAsync()).Should().Be(0);
        }
    }

    [Fact] // issue 4 §8: what one tab does the other hears of; the language keeps the place
    public async Task Session_EndedInAnotherTab_LeadsToTheSignInPageAndBackWithTheLanguageKept()
    {
        await _scene.PersonAsync("dos-pestanas", "Approver");
        await using var page = await _scene.OpenAsync("dos-pestanas", "/?order=CreatedAt&desc=1&due=Week");
        page.Expect("401");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Inbox" }).WaitForAsync();
        page.Page.Url.Should().EndWith("/?order=CreatedAt&desc=1&due=Week");
        await Assertions.Expect(page.Page.Locator("th[aria-sort=descending], .empty")).ToHaveCountAsync(1); // the heading stands before the tasks are read
        var other = await page.Page.Context.NewPageAsync();
        await other.GotoAsync(browser.Address.ToString());
        await other.Locator(".menu:not(.saved) > summary").ClickAsync();
        await other.Locator("[data-sign-out]").ClickAsync();
        await InboxScene.AtAsync(page, "/sign-in\\?return=");

        await page.Page.Locator("#user-name").FillAsync("dos-pestanas");
        await page.Page.Locator("#password").FillAsync(BrowserFixture.Password);
        await page.Page.Keyboard.PressAsync("Enter");
        await InboxScene.AtAsync(page, Regex.Escape("/?order=CreatedAt&desc=1&due=Week") + "$");
        await page.Page.GetByRole(AriaRole.Heading, new() { Name = "Inbox" }).WaitForAsync();
    }
}
