using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.EndToEnd.Clients;
using Microsoft.Playwright;

namespace Ledger.EndToEnd.Browser;

/// <summary>What the tests of the inbox do again and again: enter a payment over the API, find its task, look at pages.</summary>
internal sealed class InboxScene(BrowserFixture browser)
{
    private static int s_documents;

    /// <summary>The other approver of the demo company, made when first asked for.</summary>
    public const string SecondApprover = "aprobador2";

    static InboxScene() => Assertions.SetDefaultExpectTimeout(120_000); // other tests and builds share the machine

    /// <summary>Waits for an address. Playwright's own wait misses a change of address that comes between its look and its listening.</summary>
    public static Task AtAsync(LedgerPage page, string pattern) => Assertions.Expect(page.Page).ToHaveURLAsync(new Regex(pattern));

    public Task<LedgerClient> ClientAsync(string userName) => browser.ClientAsync(userName);

    /// <summary>A person with these roles; asked for twice it is the same.</summary>
    public async Task PersonAsync(string userName, params string[] roles)
    {
        using var administrator = await ClientAsync("administrador");
        try
        {
            await administrator.PostAsync("/api/users", new { userName, displayName = userName, password = BrowserFixture.Password, roles });
        }
        catch (LedgerRefusal refusal) when (refusal.Code == "field.taken")
        {
            // An earlier test made the person.
        }
    }

    /// <summary>A mass payment of one document, entered over the API; returns its number and the approvers' task.</summary>
    public async Task<(string Number, long TaskId)> EnterAsync(string userName = BrowserFixture.Operator)
    {
        using var clerk = await ClientAsync(userName);
        var page = Interlocked.Increment(ref s_documents);
        var document = (await clerk.ListAsync($"/api/mass-payments/payable-documents?pageSize=1&page={page}"))[0]["installmentId"]!.GetValue<string>();
        var started = await clerk.PostAsync("/api/instances", new { definitionId = "mass-payment", input = new { documents = new[] { document } } });
        return await TaskAsync(started["instanceId"]!.GetValue<string>());
    }

    /// <summary>The undecided task of an instance.</summary>
    public async Task<(string Number, long TaskId)> TaskAsync(string instanceId)
    {
        using var owner = await ClientAsync(BrowserFixture.Owner);
        for (var round = 0; round < 600; round++)
        {
            if ((await owner.ListAsync($"/api/tasks?scope=All&instanceId={instanceId}")).FirstOrDefault() is { } task)
            {
                return (task["businessKey"]!.GetValue<string>(), long.Parse(task["id"]!.GetValue<string>(), null));
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"The instance {instanceId} asked for no task.");
    }

    public async Task<JsonNode> TaskAsync(long taskId)
    {
        using var owner = await ClientAsync(BrowserFixture.Owner);
        return await owner.GetAsync($"/api/tasks/{taskId}");
    }

    /// <summary>A page of a person; waits until its heading is there.</summary>
    public async Task<LedgerPage> OpenAsync(string userName, string path = "/", string language = "es")
    {
        var page = await browser.OpenAsync(userName, language, path);
        await page.Page.Locator("h1").WaitForAsync();
        return page;
    }

    /// <summary>The row of a task in the inbox.</summary>
    public static ILocator Row(LedgerPage page, string number) =>
        page.Page.Locator("tr[data-row]").Filter(new() { Has = page.Page.Locator(".row-link", new() { HasTextRegex = new Regex($"N° {number}$") }) });

    /// <summary>Decides, answering the question whether the person is sure.</summary>
    public static async Task DecideAsync(LedgerPage page, string outcome)
    {
        await page.Page.Locator($"[data-outcome={outcome}]").ClickAsync();
        await page.Page.Locator("[data-confirm]").ClickAsync();
    }
}
