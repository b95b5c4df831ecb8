using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>Processes, runs and schedules as people at browsers use them (issue 4 §2).</summary>
[Collection(BrowserCollection.Name)]
[Trait("row", "W8")]
public sealed class ProcessesTests(BrowserFixture browser)
{
    private readonly InboxScene _scene = new(browser);

    [Fact] // search with F3, favourites first, what a person may not is not there
    public async Task Catalogue_SearchedWithF3AndAFavouriteMarked_ShowsItFirstToThatPersonOnly()
    {
        await using (var page = await _scene.OpenAsync(BrowserFixture.Operator, "/processes"))
        {
            var rows = page.Page.Locator("tr[data-process]");
            await rows.First.WaitForAsync();
            await page.Page.Keyboard.PressAsync("F3");
            await page.Page.Keyboard.TypeAsync("registro COMPRAS");
            await Assertions.Expect(rows).ToHaveCountAsync(1);
            await InboxScene.AtAsync(page, "search=");
            await page.Page.Locator(".star").ClickAsync();
            await Assertions.Expect(page.Page.Locator(".star")).ToHaveAttributeAsync("aria-pressed", "true");

            await page.GoAsync("/processes");
            await Assertions.Expect(page.Page.Locator(".process-group h2").First).ToHaveTextAsync("Favoritos");
            (await rows.First.GetAttributeAsync("data-process")).Should().Be("purchase-register-import");
            (await page.Page.GetByText("Editar en el diseñador").CountAsync()).Should().Be(0, "an operator draws nothing");
            await page.PictureAsync("processes-light-es");
            await page.Page.SetViewportSizeAsync(390, 844);
            await page.PictureAsync("processes-phone-es");
        }

        await using (var page = await _scene.OpenAsync("auditora", "/processes", "en"))
        {
            await page.Page.Locator("tr[data-process]").First.WaitForAsync();
            (await page.Page.GetByText("Favourites").CountAsync()).Should().Be(0);
            (await page.Page.Locator("a[href$='/start']").CountAsync()).Should().Be(0, "an auditor starts nothing");
            await page.GoAsync("/processes/mass-payment/start");
            await page.Page.GetByText("You may not start processes").WaitForAsync();
            (await page.Page.Locator("[data-start]").CountAsync()).Should().Be(0);
        }
    }

    [Fact] // W3, Q2: told at the field, started once however often it is sent
    public async Task Start_WithErrorsThenPutRightAndSentTwice_StartsOneRun()
    {
        using var clerk = await _scene.ClientAsync(BrowserFixture.Operator);
        var document = (await clerk.ListAsync("/api/mass-payments/payable-documents?pageSize=1&page=41"))[0]["installmentId"]!.GetValue<string>();
        await using var page = await _scene.OpenAsync(BrowserFixture.Operator, "/processes/mass-payment/start");
        await page.Page.Locator("[data-start]").WaitForAsync();
        await InboxScene.AtAsync(page, "form=[0-9a-f]{32}");
        await page.Page.Locator("#input-documents").FillAsync($"[\"{document}\"");
        await page.Page.Locator("#input-dueWithinDays").FillAsync("1,5");
        await page.Page.Locator("[data-start]").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".start-problems li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Page.Locator("#input-dueWithinDays-problem")).ToContainTextAsync("no es un número entero");
        await Assertions.Expect(page.Page.Locator("#input-documents-problem")).ToContainTextAsync("línea 1");
        await page.PictureAsync("start-problems-es");

        await page.Page.Locator("#input-dueWithinDays").FillAsync(string.Empty);
        await page.Page.Locator("#input-documents").FillAsync($"[\"{document}\"]");
        await Assertions.Expect(page.Page.Locator(".start-problems")).ToHaveCountAsync(0);
        var before = (await clerk.GetAsync("/api/instances?definitionId=mass-payment&pageSize=1"))["totalCount"]!.GetValue<int>();
        await page.Page.Locator("[data-start]").DblClickAsync();
        await InboxScene.AtAsync(page, "/runs/[0-9]+$");
        await Assertions.Expect(page.Page.Locator(".run-standing")).ToContainTextAsync("Espera");
        await page.PictureAsync("run-light-es");
        (await clerk.GetAsync("/api/instances?definitionId=mass-payment&pageSize=1"))["totalCount"]!.GetValue<int>().Should().Be(before + 1);

        await page.Page.GoBackAsync();
        await page.Page.Locator("#input-documents").FillAsync($"[\"{document}\"]");
        await page.Page.Locator("[data-start]").ClickAsync();
        await page.Page.GetByText("Este formulario ya inició una ejecución").WaitForAsync();
        (await clerk.GetAsync("/api/instances?definitionId=mass-payment&pageSize=1"))["totalCount"]!.GetValue<int>().Should().Be(before + 1);
    }

    [Fact] // W7: paused, run now after asking, changed with a preview and a clear refusal
    public async Task Schedule_OfAnOwner_RunsNowIsResumedPausedAndChanged()
    {
        using var owner = await _scene.ClientAsync(BrowserFixture.Owner);
        // No day from which it would take documents that other tests pay.
        await owner.PutAsync("/api/schedules", new
        {
            name = "viernes",
            definitionId = "mass-payment-unattended",
            cron = "0 0 6 ? * FRI",
            isPaused = true,
            input = new { savedFilter = "no-existe", dueWithinDays = 7 },
        });
        await using var page = await _scene.OpenAsync(BrowserFixture.Owner, "/schedules");
        var card = page.Page.Locator("[data-schedule=viernes]");
        await card.WaitForAsync();
        await Assertions.Expect(card.Locator(".schedule-when")).ToContainTextAsync("Los viernes a las 06:00");
        await Assertions.Expect(card.Locator(".run-state").First).ToHaveTextAsync("En pausa");
        await card.Locator("[data-act=resume]").ClickAsync();
        await Assertions.Expect(card.Locator(".run-state").First).ToHaveTextAsync("Activa");
        await Assertions.Expect(card.Locator(".schedule-next li")).ToHaveCountAsync(5);
        await card.Locator("[data-act=pause]").ClickAsync();
        await Assertions.Expect(card.Locator(".run-state").First).ToHaveTextAsync("En pausa");

        await card.Locator("[data-act=run-now]").ClickAsync();
        await Assertions.Expect(page.Page.Locator("dialog")).ToContainTextAsync("no-existe");
        await page.PictureAsync("schedules-run-now-es");
        await page.Page.Locator("dialog [data-confirm]").ClickAsync();
        await card.Locator(".schedule-runs a").First.WaitForAsync();
        await Assertions.Expect(card.Locator(".schedule-runs li")).ToHaveCountAsync(1);

        await card.Locator("[data-act=edit]").ClickAsync();
        await page.Page.Locator("[data-cron]").FillAsync("0 0 25 ? * FRI");
        await Assertions.Expect(page.Page.Locator("[data-cron-problem]")).ToBeVisibleAsync();
        await page.PictureAsync("schedules-cron-refused-es");
        await page.Page.Locator("[data-cron]").FillAsync("0 30 7 ? * MON,WED");
        await Assertions.Expect(page.Page.Locator(".schedule-preview")).ToContainTextAsync("Los lunes y miércoles a las 07:30");
        await page.PictureAsync("schedules-edit-es");
        await page.Page.Locator("dialog button[type=submit]").ClickAsync();
        await Assertions.Expect(card.Locator(".schedule-when")).ToContainTextAsync("Los lunes y miércoles a las 07:30");
        await page.PictureAsync("schedules-light-es");
        await card.Locator(".schedule-runs a").First.ClickAsync();
        await InboxScene.AtAsync(page, "/runs/[0-9]+$");
    }

    [Fact] // W8, W12: the list of runs, a run is cancelled after asking, its drawing is shown, an auditor only looks
    public async Task Run_CancelledFromItsPage_TellsWhatItDoesAndStops()
    {
        var (number, taskId) = await _scene.EnterAsync();
        var instance = (await _scene.TaskAsync(taskId))["instanceId"]!.GetValue<string>();
        await using (var auditor = await _scene.OpenAsync("auditora", $"/runs/{instance}", "en"))
        {
            await auditor.Page.Locator(".run-journal").WaitForAsync();
            (await auditor.Page.Locator("[data-cancel]").CountAsync()).Should().Be(0);
            (await auditor.Page.GetByText("Variables").CountAsync()).Should().Be(0);
            await auditor.PictureAsync("run-auditor-en");
        }

        await HalfDoneAsync(instance);
        await using var page = await _scene.OpenAsync(BrowserFixture.Owner, "/runs");
        var row = page.Page.Locator($"tr[data-run='{instance}']");
        await row.WaitForAsync();
        await Assertions.Expect(row.Locator(".run-progress-words")).ToHaveTextAsync("2.500 de 10.000 · 1.250 por minuto · quedan 6 min");
        await page.PictureAsync("runs-light-es");
        await row.Locator(".row-link").ClickAsync();
        await page.Page.Locator(".run-journal").WaitForAsync();
        await page.Page.EvaluateAsync("window.marker = 'not reloaded'");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Datos" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".run-values").First).ToContainTextAsync("documents");
        await page.PictureAsync("run-data-es");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Dibujo" }).ClickAsync();
        await page.Page.FrameLocator(".run-drawing").Locator(LedgerPage.Activity).First.WaitForAsync(new() { Timeout = 180_000 });
        (await page.Page.FrameLocator(".run-drawing").Locator("#bar").IsVisibleAsync()).Should().BeFalse();
        await page.PictureAsync("run-drawing-es");

        await page.Page.Locator("[data-cancel]").ClickAsync();
        await Assertions.Expect(page.Page.Locator("dialog")).ToContainTextAsync("no deshace asientos");
        await page.PictureAsync("run-cancel-es");
        await page.Page.Locator("dialog [data-confirm]").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".run-standing")).ToContainTextAsync("Cancelada");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Historia" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".run-acts")).ToContainTextAsync("canceló la ejecución");
        (await page.Page.EvaluateAsync<string>("window.marker")).Should().Be("not reloaded");
        (await _scene.TaskAsync(taskId))["state"]!.GetValue<string>().Should().Be("Cancelled");

        await page.GoAsync("/processes/mass-payment");
        await page.Page.Locator(".dv tbody tr").First.WaitForAsync();
        await page.PictureAsync("process-light-es");
    }

    // What a long step commits with each chunk, as if its server had stopped for a while after a quarter.
    private async Task HalfDoneAsync(string instance)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = browser.Server.DatabaseFile, Pooling = false, DefaultTimeout = 60 }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            insert into step_progress (instance_id, context_id, company_id, activity_id, done, total, started_at, updated_at)
            select id, 900, company_id, 'authorize', 2500, 10000, created_at, created_at + 120000 from workflow_instances where id = $id
            """;
        command.Parameters.AddWithValue("$id", long.Parse(instance, CultureInfo.InvariantCulture));
        (await command.ExecuteNonQueryAsync()).Should().Be(1);
    }
}
