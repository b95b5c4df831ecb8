using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Api.CommandLine;
using Ledger.Foundation;

namespace Ledger.Api.Demo;

/// <summary>
/// <c>ledger demo --headless</c>: an operator and an approver take a mass payment through its whole cycle by the HTTP API,
/// as the workflow's tasks ask them to; the server is killed (SIGKILL) in the middle of the generation and started again.
/// Ends well only when every document was paid once and the books balance.
/// </summary>
internal sealed class DemoWalk(Globals globals, CommandOutput output, string dataFolder)
{
    private const string DefinitionId = "mass-payment";
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(3);

    // A generation that ended before the crash is annulled and tried again.
    private const int CrashesMax = 3;

    private readonly string _folder = Path.Combine(dataFolder, "headless");
    private DemoServer _server = null!;
    private DemoPerson _operator = null!;
    private DemoPerson _approver = null!;
    private string _instanceId = string.Empty;

    /// <summary>Runs it; each run begins with books of its own.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        await DemoCommand.PrepareAsync(globals, _folder, cancellationToken);
        await using var server = _server = new DemoServer(_folder);
        await server.StartAsync(cancellationToken);
        Say("demo.server", server.Address, server.ProcessId);
        using var first = _operator = await DemoPerson.SignInAsync(server.Address, DemoPeople.Operator, globals.Culture.Name);
        using var second = _approver = await DemoPerson.SignInAsync(server.Address, DemoPeople.Approver, globals.Culture.Name);
        try
        {
            var paymentId = await EnterAsync();
            await AuthorizeAsync(paymentId);
            await GenerateWithCrashAsync(paymentId, cancellationToken);
            await AnnulAsync(paymentId);
            await PayAgainAsync(paymentId);
            var check = new DemoCheck(globals, output, _operator, server.Address, paymentId);
            return await check.RunAsync() ? ExitCodes.Ok : ExitCodes.Inconsistent;
        }
        catch (DemoFailedException exception)
        {
            await Console.Error.WriteLineAsync(globals.Text("demo.failed", exception.Message, Path.Combine(_folder, "server.log")));
            return ExitCodes.Inconsistent;
        }
    }

    private async Task<string> EnterAsync()
    {
        var totals = await _operator.GetAsync("/api/mass-payments/payable-documents/totals");
        Say("demo.payable", totals["count"], Amount(totals["local"]), totals["currency"]);
        var started = await _operator.PostAsync("/api/instances", new { definitionId = DefinitionId, input = new { filter = new { } } }, "demo-walk");
        _instanceId = Text(started["instanceId"]);
        await TaskAsync(_approver, "Authorize");
        var instance = await _operator.GetAsync($"/api/instances/{_instanceId}");
        var id = Text(instance["variables"]!.AsArray().First(v => Text(v!["name"]) == "MassPaymentId")!["value"]);
        await SayStateAsync("demo.entered", id, _operator.Name);
        return id;
    }

    private async Task AuthorizeAsync(string paymentId)
    {
        var task = await TaskAsync(_approver, "Authorize");
        var (code, text) = await _operator.RefusedAsync($"/api/tasks/{task}/complete", new { outcome = "Authorize" });
        Say("demo.refused", _operator.Name, code, text);
        await CompleteAsync(_approver, "Authorize");
        await TaskAsync(_operator, "Generate");
        await SayStateAsync("demo.authorized", paymentId, _approver.Name);
    }

    private async Task GenerateWithCrashAsync(string paymentId, CancellationToken cancellationToken)
    {
        for (var crash = 1; crash <= CrashesMax; crash++)
        {
            await CompleteAsync(_operator, "Generate");
            await WaitForFirstOrdersAsync(paymentId, atOnce: crash == CrashesMax, cancellationToken);
            await _server.KillAsync();
            var (orders, suppliers, state) = await LookAsync(paymentId);
            Say("demo.killed", orders, suppliers, state);
            await _server.StartAsync(cancellationToken);
            Say("demo.server", _server.Address, _server.ProcessId);
            await TaskAsync(_operator, "Finish");
            await SayStateAsync("demo.paid", paymentId, _operator.Name);
            if (state != "Paid")
            {
                return;
            }

            await AnnulAsync(paymentId);
        }

        throw new DemoFailedException(globals.Text("demo.too-quick"));
    }

    // Looks at the disk beside the server, so as to be quick enough to meet it between two chunks.
    private async Task WaitForFirstOrdersAsync(string paymentId, bool atOnce, CancellationToken cancellationToken)
    {
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(_folder, "ledger.db")));
        var clock = Stopwatch.StartNew();
        var orders = 0L;
        while (!atOnce && orders == 0 && clock.Elapsed < StepLimit)
        {
            orders = (await database.QueryAsync(
                "select count(*) from payment_orders where mass_payment_id = $1 and state = 'Issued'",
                row => row.GetInt64(0), long.Parse(paymentId, CultureInfo.InvariantCulture)))[0];
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task AnnulAsync(string paymentId)
    {
        await CompleteAsync(_operator, "Annul");
        // By the parameter the payment is entered again and must be authorised again.
        var next = await AnyTaskAsync("Authorize", "Generate");
        await SayStateAsync("demo.annulled", paymentId, _operator.Name);
        if (next == "Authorize")
        {
            await AuthorizeAsync(paymentId);
        }
    }

    private async Task PayAgainAsync(string paymentId)
    {
        await CompleteAsync(_operator, "Generate");
        await TaskAsync(_operator, "Finish");
        await SayStateAsync("demo.paid", paymentId, _operator.Name);
        await CompleteAsync(_operator, "Finish");
        await UntilAsync(async () => Text((await _operator.GetAsync($"/api/instances/{_instanceId}"))["summary"]!["subStatus"]) == "Finished" ? "" : null, "Finished");
        Say("demo.finished", _instanceId);
    }

    private async Task CompleteAsync(DemoPerson person, string outcome)
    {
        var task = await TaskAsync(person, outcome);
        await person.PostAsync($"/api/tasks/{task}/complete", new { outcome }, $"{outcome}-{task}");
    }

    private async Task<string> AnyTaskAsync(params string[] outcomes) => await UntilAsync(
        async () =>
        {
            foreach (var outcome in outcomes)
            {
                if (await FindTaskAsync(outcome == "Authorize" ? _approver : _operator, outcome) is not null)
                {
                    return outcome;
                }
            }

            return null;
        },
        string.Join('/', outcomes));

    private async Task<string> TaskAsync(DemoPerson person, string outcome) => await UntilAsync(() => FindTaskAsync(person, outcome), outcome);

    private async Task<string?> FindTaskAsync(DemoPerson person, string outcome)
    {
        var tasks = await person.ListAsync($"/api/tasks?instanceId={_instanceId}");
        var task = tasks.FirstOrDefault(t => t["outcomes"]!.AsArray().Any(o => Text(o) == outcome));
        return task is null ? null : Text(task["id"]);
    }

    private async Task<string> UntilAsync(Func<Task<string?>> look, string what)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < StepLimit)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await RefuseIncidentAsync();
            await Task.Delay(150);
        }

        throw new DemoFailedException(globals.Text("demo.waited", what, StepLimit.TotalMinutes));
    }

    private async Task RefuseIncidentAsync()
    {
        var instance = await _operator.GetAsync($"/api/instances/{_instanceId}");
        if (instance["incidents"]!.AsArray().FirstOrDefault(i => i!["resolution"] is null) is { } incident)
        {
            throw new DemoFailedException($"{Text(incident["activityId"])}: {Text(incident["message"])}");
        }
    }

    // The server is dead: what is on the disk is looked at directly.
    private async Task<(long Orders, long Suppliers, string State)> LookAsync(string paymentId)
    {
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(_folder, "ledger.db")));
        return (await database.QueryAsync(
            """
            select (select count(*) from payment_orders o where o.mass_payment_id = p.id and o.state = 'Issued'),
                (select count(distinct i.supplier_id) from mass_payment_items i where i.mass_payment_id = p.id), p.state
            from mass_payments p where p.id = $1
            """,
            row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2)), long.Parse(paymentId, CultureInfo.InvariantCulture)))[0];
    }

    private async Task SayStateAsync(string code, string paymentId, string who)
    {
        var payment = await _operator.GetAsync($"/api/mass-payments/{paymentId}");
        Say(code, payment["number"], payment["state"], payment["itemCount"], Amount(payment["totalLocal"]), who);
    }

    private void Say(string code, params object?[] arguments) => output.Say(globals.Text(code, arguments));

    private string Amount(JsonNode? amount) => amount!.GetValue<decimal>().ToString("#,0.##", globals.Culture);

    private static string Text(JsonNode? value) => value!.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
}
