using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.EndToEnd.Books;
using Ledger.EndToEnd.Servers;
using Xunit.Abstractions;

namespace Ledger.EndToEnd.Crash;

/// <summary>
/// The real server under load, killed with SIGKILL at random moments (LEDGER_CRASHES times, 20 unless told; the moments come from
/// LEDGER_CRASH_SEED). What was answered is kept, what was not is whole or absent, nothing is doubled, lost or stuck.
/// </summary>
public sealed partial class CrashTests(ITestOutputHelper output)
{
    private const int SmallPayments = 4;
    private const int SuppliersOfSmall = 10;
    private const int SuppliersOfLarge = 200;
    private const int DocumentsPerSupplier = 5;
    private static readonly TimeSpan SettleMax = TimeSpan.FromMinutes(10);
    private static readonly int Kills = Number("LEDGER_CRASHES", 20);
    private static readonly int Seed = Number("LEDGER_CRASH_SEED", Random.Shared.Next());

    [Fact]
    [Trait("row", "W3")]
    [Trait("row", "P9")]
    public async Task Server_KilledAtRandomMoments_LosesAndDoublesNothing()
    {
        output.WriteLine($"LEDGER_CRASHES={Kills} LEDGER_CRASH_SEED={Seed}");
        using var receiver = new Receiver(Seed);
        await using var server = new ServerProcess(settings: new Dictionary<string, string>
        {
            // A lease that nobody holds any more is waited for; half a minute each time is too long for a test.
            ["Ledger:Workflows:LeaseDuration"] = "00:00:02",
            ["Ledger:Mail:Timeout"] = "00:00:01",
            ["Ledger:Workflows:WatchdogInterval"] = "00:00:05",
            ["Ledger:Http:AllowedHosts:0"] = receiver.Address.Authority,
        });
        using var office = await Office.OpenAsync(server);
        await office.AddSuppliersAsync((SmallPayments * SuppliersOfSmall) + SuppliersOfLarge);
        await office.AddDocumentsAsync(DocumentsPerSupplier);
        await office.PublishAsync("proof-round");
        await office.PublishAsync("proof-tick");
        var schedule = Office.IdOf(await office.Owner.PutAsync(
            "/api/schedules", new { name = "tick", definitionId = "proof-tick", cron = "0/2 * * * * ?", timeZone = "UTC" }));
        var killer = new Killer(server, Kills, Seed, output.WriteLine);

        var payments = Enumerable.Range(0, SmallPayments)
            .Select(i => new PaymentDriver(
                office, string.Create(CultureInfo.InvariantCulture, $"small-{i}"), i * SuppliersOfSmall, ((i + 1) * SuppliersOfSmall) - 1, i % 2 == 0, killer))
            .Append(new PaymentDriver(
                office, "large", SmallPayments * SuppliersOfSmall, (SmallPayments * SuppliersOfSmall) + SuppliersOfLarge - 1, true, killer))
            .ToList();
        var rounds = Enumerable.Range(0, 3).Select(i => new RoundDriver(office, receiver, i, schedule, killer)).ToList();
        var imports = new ImportDriver(office, killer);
        var load = payments.Select(p => p.RunAsync(annulments: 1)).Concat(rounds.Select(r => r.RunAsync()))
            .Append(imports.RunAsync()).Append(killer.RunAsync()).ToList();
        await AllAsync(load, server);
        output.WriteLine($"kills after: {string.Join(", ", killer.After.Select(a => $"{a.Key} {a.Value}"))}");
        output.WriteLine($"generations: {payments.Sum(p => p.Generations)}, rounds: {rounds.Sum(r => r.Subjects.Count)}, imports: {imports.Files}");

        await SettleAsync(office, server);
        await office.Owner.PostAsync($"/api/schedules/{schedule}/pause");
        (await server.StopAsync()).Should().Be(0, server.Tail());
        await AssertAsync(server, receiver, rounds, imports, schedule);
    }

    /// <summary>Waits for all; the first that fails ends it at once, with the server's last words.</summary>
    private static async Task AllAsync(IReadOnlyCollection<Task> tasks, ServerProcess server)
    {
        var open = tasks.ToList();
        while (open.Count > 0)
        {
            var done = await Task.WhenAny(open);
            open.Remove(done);
            if (done.IsFaulted)
            {
                throw new InvalidOperationException($"The load broke off: {done.Exception!.InnerException!.Message}\n{server.Tail()}", done.Exception.InnerException);
            }
        }
    }

    // What runs by itself comes to its end: mails are sent, what was queued is done.
    private static async Task SettleAsync(Office office, ServerProcess server)
    {
        var until = DateTime.UtcNow + SettleMax;
        while (true)
        {
            var queued = (await office.Operator.GetAsync("/api/mails?state=queued&pageSize=1"))["totalCount"]!.GetValue<int>();
            var running = (await office.Operator.GetAsync("/api/instances?status=Running&pageSize=1"))["totalCount"]!.GetValue<int>();
            if (queued == 0 && running == 0)
            {
                return;
            }

            DateTime.UtcNow.Should().BeBefore(until, "{0} mails are queued and {1} instances run: {2}", queued, running, server.Tail());
            await Task.Delay(500);
        }
    }

    private async Task AssertAsync(ServerProcess server, Receiver receiver, List<RoundDriver> rounds, ImportDriver imports, long schedule)
    {
        await using (var database = await DatabaseReader.OpenSqliteAsync(server.DatabaseFile))
        {
            await BooksProof.AssertAsync(database);
            await EngineProof.AssertAsync(database);

            (await database.LinesAsync("select state, count(*) from mass_payments group by state")).Should().Equal($"Paid | {SmallPayments + 1}");
            (await database.NumberAsync("select count(*) from payment_orders where state = 'Issued'"))
                .Should().Be((SmallPayments * SuppliersOfSmall) + SuppliersOfLarge, "every supplier has one live order");
            (await database.NumberAsync("select count(*) from purchase_documents where import_id is null and state <> 'Cancelled'")).Should().Be(0, "every document is paid");

            (await database.NumberAsync("select count(*) from purchase_documents where import_id is not null"))
                .Should().Be(imports.Files * ImportDriver.RowsPerFile, "every line of every file is a document, once");
            (await database.NumberAsync("select count(*) from import_batches where state <> 'Completed'")).Should().Be(0, "no import is left half done");

            var subjects = rounds.SelectMany(r => r.Subjects).ToList();
            (await database.LinesAsync("select subject from mails where subject like 'round-%'"))
                .Should().BeEquivalentTo(subjects, "each process went on past its call once, and wrote one mail");
            var sent = await database.LinesAsync("select id from mails where state = 'sent'");
            var files = Directory.GetFiles(server.MailFolder, "*.eml").Select(f => MailId().Match(Path.GetFileName(f)).Value).ToHashSet();
            sent.Should().OnlyContain(id => files.Contains(id), "a mail that counts as sent is there");

            var keys = receiver.Calls.Keys.GroupBy(c => c.Content).ToDictionary(g => g.Key, g => g.Select(c => c.Key).Distinct().Count());
            subjects.Should().OnlyContain(s => keys.ContainsKey(s), "every call was made");
            keys.Values.Should().OnlyContain(count => count == 1, "a call that is made again carries the same key");
            (await database.NumberAsync($"select count(*) from schedule_runs where schedule_id = {schedule} and tick like 'now:%'"))
                .Should().Be(rounds.Sum(r => r.RunsNow), "a run asked for twice with one key is one run");
            output.WriteLine($"external calls: {receiver.Calls.Values.Sum()}, repeated {receiver.Calls.Values.Sum() - receiver.Calls.Count}");
        }

        var (exit, said, errors) = await server.CommandAsync("audit", "verify", "--json");
        exit.Should().Be(0, "the audit chain holds: {0} {1}", said, errors);
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [GeneratedRegex("^[0-9]+")]
    private static partial Regex MailId();
}
