using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Api.Hosting;
using Ledger.Foundation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>An inbox of 500 tasks, and what is done with several of them at once (issue 4 §1).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W5")]
public sealed class LongInboxTests(BrowserFixture browser)
{
    private const int Many = 500;
    private readonly InboxScene _scene = new(browser);

    [Fact]
    public async Task Inbox_Of500Tasks_IsPagedCountedTickedAndTakenByKeyboardAndAssignedByACoordinator()
    {
        await _scene.PersonAsync("atareada", "Approver");
        await _scene.PersonAsync("ayudante", "Approver");
        var busy = await IdAsync("atareada");
        await FillAsync(busy);
        await using var page = await _scene.OpenAsync("atareada");
        await Assertions.Expect(page.Page.Locator(".pager")).ToContainTextAsync(new Regex("1.*25.*50[0-9]"));
        (await page.Page.Locator(".tabs .badge").First.TextContentAsync()).Should().MatchRegex("^50[0-9]$", "tasks of other tests may be there too");
        await Assertions.Expect(page.Page).ToHaveTitleAsync(new Regex(@"^\(50[0-9]\)"));
        await page.Page.GetByLabel("Buscar").FillAsync("Tarea larga 4");
        await InboxScene.AtAsync(page, "search=");
        await Assertions.Expect(page.Page.Locator(".pager")).ToContainTextAsync(new Regex("1.*25.*111"));

        await page.Page.GetByLabel("Buscar").BlurAsync();
        await page.Page.Keyboard.PressAsync("]");
        await Assertions.Expect(page.Page.Locator(".pager")).ToContainTextAsync(new Regex("26.*50.*111"));
        await page.Page.Keyboard.PressAsync("j");
        await page.Page.Keyboard.PressAsync("x");
        await page.Page.GetByText("1 tarea marcada").WaitForAsync();
        await page.Page.Keyboard.PressAsync("j");
        await page.Page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Page.Locator(".chosen-bar")).ToContainTextAsync("2 tareas marcadas");
        (await page.Page.Locator(".chosen-bar").TextContentAsync()).Should().NotContain("Asignar", "only coordinators assign");
        await page.PictureAsync("inbox-ticked-es");
        await page.Page.Keyboard.PressAsync("c");
        await page.Page.GetByText("Usted tomó 2 tareas.").WaitForAsync();
        await page.Page.Locator(".tabs a").Nth(1).ClickAsync();
        await Assertions.Expect(page.Page.Locator("tr[data-row]")).ToHaveCountAsync(2);

        await using var owner = await _scene.OpenAsync(BrowserFixture.Owner, "/?scope=All&search=Tarea%20larga%203&order=Title");
        await owner.Page.GetByLabel("Marcar todas las de esta página").CheckAsync();
        await Assertions.Expect(owner.Page.Locator(".chosen-bar")).ToContainTextAsync("25 tareas marcadas");
        await owner.Page.Keyboard.PressAsync("a");
        await owner.Page.GetByLabel("Persona (usuario)").FillAsync("Ayudante");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Page.GetByText("25 tareas asignadas a ayudante.").WaitForAsync();
        await Assertions.Expect(owner.Page.Locator(".chosen-bar")).ToHaveCountAsync(0);
        await using var helper = await _scene.OpenAsync("ayudante", "/?scope=Mine");
        await Assertions.Expect(helper.Page.Locator("tr[data-row]")).ToHaveCountAsync(25);

        await helper.Page.GetByLabel("Marcar todas las de esta página").CheckAsync();
        await helper.Page.GetByRole(AriaRole.Button, new() { Name = "Soltar" }).ClickAsync();
        await helper.Page.GetByText("Usted soltó 25 tareas.").WaitForAsync();
        await helper.Page.GetByText("No tiene tareas tomadas").Or(helper.Page.Locator(".empty")).First.WaitForAsync();
    }

    private async Task<long> IdAsync(string userName)
    {
        using var administrator = await _scene.ClientAsync("administrador");
        return long.Parse((await administrator.ListAsync($"/api/users?search={userName}"))[0]["id"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    // Written beside the server, as a command would: the page that is open hears of it when it looks again.
    private async Task FillAsync(long user)
    {
        await using var host = await LedgerHost.CreateAsync(new HostSettings { DataFolder = browser.Server.Folder, Serves = false, RunsEngine = false, IsQuiet = true });
        var database = host.Services.GetRequiredService<LedgerDatabase>();
        await database.WriteAsync(async tx =>
        {
            for (var i = 0; i < Many; i++)
            {
                var id = database.Ids.Next();
                var due = database.Clock.GetUtcNow().AddHours(i - 20).ToUnixTimeMilliseconds();
                await tx.ExecuteAsync(
                    """
                    insert into human_tasks (id, company_id, instance_id, bookmark_id, execution_id, definition_id, activity_id, title, outcomes,
                        candidate_roles, candidate_users, excluded_users, state, priority, urgency, due_at, due_sort, created_at)
                    values ($1, $2, $1, $1, 'x', 'mass-payment', 'a', $3, '["Done"]', '[]', $4, '[]', 0, 50, 50, $5, $5, $6)
                    """,
                    id, browser.CompanyId, $"Tarea larga {i}", $"[{user}]", due, database.Clock.GetUtcNow().AddDays(-i % 20).ToUnixTimeMilliseconds());
                await tx.ExecuteAsync(
                    "insert into task_candidates (task_id, candidate, company_id, state, urgency, due_sort) values ($1, $2, $3, 0, 50, $4)",
                    id, $"user:{user}", browser.CompanyId, due);
            }
        });
    }
}
