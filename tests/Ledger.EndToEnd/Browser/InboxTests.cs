using System.Text.RegularExpressions;
using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>The inbox and a task as people at browsers use them.</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W5")]
public sealed class InboxTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);

    [Fact] // issue 4 §1, §8: live, keyboard all through
    public async Task Inbox_WhenTheOperatorEntersAPayment_ShowsTheTaskAtOnceAndTheApproverDecidesItByKeyboard()
    {
        await _scene.PersonAsync(InboxScene.SecondApprover, "Approver");
        await using var approver = await _scene.OpenAsync(BrowserFixture.Approver);
        await using var second = await _scene.OpenAsync(InboxScene.SecondApprover);
        await approver.Page.Locator(".tabs").WaitForAsync();
        await approver.Page.EvaluateAsync("window.marker = 'not reloaded'");

        var (number, taskId) = await _scene.EnterAsync();
        await InboxScene.Row(approver, number).WaitForAsync();
        await InboxScene.Row(second, number).WaitForAsync();
        (await approver.Page.EvaluateAsync<string>("window.marker")).Should().Be("not reloaded", "the task came by itself");
        await approver.PictureAsync("inbox-light-es");

        await approver.Page.Keyboard.PressAsync("/");
        await approver.Page.Keyboard.TypeAsync(number);
        await InboxScene.AtAsync(approver, $"search={number}");
        await approver.Page.GetByLabel("Buscar").BlurAsync();
        await approver.Page.Keyboard.PressAsync("j");
        await approver.Page.Keyboard.PressAsync("Enter");
        await InboxScene.AtAsync(approver, $"/tasks/{taskId}$");
        await approver.Page.Locator(".outcomes").WaitForAsync();

        await approver.Page.Keyboard.PressAsync("c");
        await Assertions.Expect(approver.Page.Locator(".task-state")).ToContainTextAsync("La tiene usted");
        await Assertions.Expect(InboxScene.Row(second, number)).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await approver.PictureAsync("task-light-es");

        await approver.Page.Keyboard.PressAsync("1");
        await Assertions.Expect(approver.Page.Locator("dialog")).ToContainTextAsync("¿Autorizar?");
        await approver.PictureAsync("task-sure-es");
        await approver.Page.Keyboard.PressAsync("Enter");
        await InboxScene.AtAsync(approver, $"search={number}"); // back to the list it came from
        await Assertions.Expect(InboxScene.Row(approver, number)).ToHaveCountAsync(0);

        var decided = await _scene.TaskAsync(taskId);
        decided["state"]!.GetValue<string>().Should().Be("Completed");
        decided["outcome"]!.GetValue<string>().Should().Be("Authorize");
    }

    [Fact] // peers.md B9, B11: of two people one wins, and the other is told who did
    public async Task Task_DecidedByTwoPeopleAtOnce_OneWinsAndTheOtherReadsWhoDid()
    {
        await _scene.PersonAsync(InboxScene.SecondApprover, "Approver");
        var (_, taskId) = await _scene.EnterAsync();
        await using var first = await _scene.OpenAsync(BrowserFixture.Approver, $"/tasks/{taskId}");
        await using var second = await _scene.OpenAsync(InboxScene.SecondApprover, $"/tasks/{taskId}");
        foreach (var page in (LedgerPage[])[first, second])
        {
            await page.Page.Locator("[data-outcome=Authorize]").ClickAsync();
            await page.Page.Locator("[data-confirm]").WaitForAsync();
        }

        await Task.WhenAll(first.Page.Locator("[data-confirm]").ClickAsync(), TryClickAsync(second));
        await Task.WhenAny(InboxScene.AtAsync(first, "^[^/]*//[^/]*/$"), InboxScene.AtAsync(second, "^[^/]*//[^/]*/$"));

        var decided = await _scene.TaskAsync(taskId);
        var isFirst = decided["completedBy"]!.GetValue<string>() == BrowserFixture.Approver;
        var (loser, name) = isFirst ? (second, "Amanda Riquelme") : (first, InboxScene.SecondApprover);
        await Assertions.Expect(loser.Page.Locator(".task-state")).ToContainTextAsync($"{name} decidió «Autorizar»", new() { Timeout = 60_000 });
        await Assertions.Expect(loser.Page.Locator(".outcomes")).ToHaveCountAsync(0);
        using var owner = await _scene.ClientAsync(BrowserFixture.Owner);
        (await owner.ListAsync($"/api/tasks/{taskId}/history")).Count(h => h["action"]!.GetValue<string>() == "completed").Should().Be(1);
    }

    [Fact] // features.md W6; issue 4 §1: buttons a person may not use are not there, nor do addresses help
    public async Task Task_OfAPersonWhoMayNot_HasNoButtonsAndSaysWhyOrIsNotThere()
    {
        await _scene.PersonAsync("mixta", "Operator", "Approver");
        var (number, own) = await _scene.EnterAsync("mixta");
        await using (var page = await _scene.OpenAsync("mixta"))
        {
            await page.Page.Locator(".tabs").WaitForAsync();
            await page.Page.Locator("main [data-rows], main .empty").First.WaitForAsync(); // the tabs stand before the tasks are read
            (await InboxScene.Row(page, number).CountAsync()).Should().Be(0, "who entered cannot authorise");
            await page.GoAsync($"/tasks/{own}");
            await page.Page.Locator(".notice").WaitForAsync();
            (await page.Page.Locator(".notice").TextContentAsync()).Should().Contain("Usted no puede decidir esta tarea").And.Contain("mixta");
            (await page.Page.Locator("[data-outcome]").CountAsync()).Should().Be(0);
            (await page.Page.GetByRole(AriaRole.Button, new() { Name = "Tomar" }).CountAsync()).Should().Be(0);
            await page.PictureAsync("task-excluded-es");
        }

        await using (var page = await _scene.OpenAsync(BrowserFixture.Operator, $"/tasks/{own}"))
        {
            await page.Page.GetByText("Puede ser de otra empresa o de roles que usted no tiene.").WaitForAsync();
            await page.GoAsync("/?scope=All");
            await page.Page.Locator(".tabs").WaitForAsync();
            (await page.Page.Locator(".tabs a").CountAsync()).Should().Be(2, "only coordinators see everybody's tasks, whatever the address says");
            await page.GoAsync("/no/such/page");
            page.Expect("404");
            await page.Page.GetByText("Aquí no hay ninguna página").WaitForAsync();
        }
    }

    [Fact] // issue 4 §8: html in comments, uploaded file names
    public async Task Task_WithHtmlInACommentAndAnEvilFileName_ShowsTextAndKeepsASafeName()
    {
        var (_, taskId) = await _scene.EnterAsync();
        await using var page = await _scene.OpenAsync(BrowserFixture.Approver, $"/tasks/{taskId}", "en");
        const string evil = "<img src=x onerror=\"document.title='stolen'\"><b>bold</b>";
        await page.Page.GetByLabel("Add a comment").FillAsync(evil);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".history .comment")).ToHaveTextAsync(evil);
        (await page.Page.Locator(".history img, .history b").CountAsync()).Should().Be(0);

        var content = "%PDF-1.7 pages"u8.ToArray();
        await page.Page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = "../../../<svg onload=alert(1)>\u202Efdp.pdf", MimeType = "text/html", Buffer = content });
        var link = page.Page.Locator(".files a");
        await link.WaitForAsync();
        (await link.TextContentAsync()).Should().EndWith("_svg onload=alert(1)_fdp.pdf").And.NotContain("/").And.NotContain("\u202E");
        var download = await page.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        (await File.ReadAllBytesAsync(await download.PathAsync())).Should().Equal(content);
        var answer = await page.Page.APIRequest.GetAsync(new Uri(browser.Address, await link.GetAttributeAsync("href")).ToString());
        answer.Headers["content-disposition"].Should().StartWith("attachment");
        answer.Headers["content-type"].Should().Be("application/pdf", "the browser's word is not believed");

        await page.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "run.html", MimeType = "application/pdf", Buffer = content });
        await page.Page.GetByText("run.html").First.WaitForAsync();
        (await page.Page.Locator(".rz-notification").TextContentAsync()).Should().Contain("run.html");
        await Assertions.Expect(page.Page.Locator(".files a")).ToHaveCountAsync(1);
        await page.PictureAsync("task-light-en");
    }

    [Fact] // issue 4 §1: what is needed by a coordinator; saved filters; filters stand in the address
    public async Task Inbox_OfACoordinator_AssignsFiltersAndSavesTheFilter()
    {
        await _scene.PersonAsync(InboxScene.SecondApprover, "Approver");
        var (number, taskId) = await _scene.EnterAsync();
        await using var page = await _scene.OpenAsync(BrowserFixture.Owner, $"/?scope=All&search={number}");
        await InboxScene.Row(page, number).Locator(".row-link").ClickAsync();
        (await page.Page.Locator("[data-outcome]").CountAsync()).Should().Be(0, "the task is not offered to the coordinator");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Asignar" }).ClickAsync();
        await page.Page.GetByLabel("Persona (usuario)").FillAsync(InboxScene.SecondApprover);
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page.Locator(".task-state")).ToContainTextAsync($"La tiene {InboxScene.SecondApprover}");
        (await _scene.TaskAsync(taskId))["assigneeName"]!.GetValue<string>().Should().Be(InboxScene.SecondApprover);

        await page.Page.GetByText("Volver a la bandeja").ClickAsync();
        await page.Page.GetByLabel("Proceso").SelectOptionAsync("mass-payment");
        await InboxScene.AtAsync(page, "process=mass-payment");
        await page.Page.Locator("th button", new() { HasText = "Prioridad" }).ClickAsync();
        await InboxScene.AtAsync(page, "order=Priority&desc=1");
        await Assertions.Expect(page.Page.Locator("th[aria-sort=descending]")).ToHaveTextAsync(new Regex("Prioridad"));
        await page.Page.Locator(".saved > summary").ClickAsync();
        await page.Page.GetByLabel("Nombre para el filtro actual").FillAsync("Pagos <urgentes>");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator(".saved-list a").WaitForAsync();
        var saved = page.Page.Url;

        await page.GoAsync("/");
        await page.Page.Locator(".saved > summary").ClickAsync();
        await page.Page.Locator(".saved-list a", new() { HasText = "Pagos <urgentes>" }).ClickAsync();
        await InboxScene.AtAsync(page, Regex.Escape(saved));
        await page.Page.Locator(".saved > summary").ClickAsync();
        await page.Page.GetByLabel("Borrar «Pagos <urgentes>»").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".saved-list a")).ToHaveCountAsync(0);
    }

    private static async Task TryClickAsync(LedgerPage page)
    {
        try
        {
            await page.Page.Locator("[data-confirm]").ClickAsync(new() { Timeout = 5_000 });
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            // The other was so quick that this page knew already and took the question away.
        }
    }
}
