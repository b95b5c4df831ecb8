using System.Diagnostics;
using System.Globalization;
using Ledger.EndToEnd.Books;
using Ledger.EndToEnd.Crash;
using Ledger.EndToEnd.Servers;
using Ledger.Testing;
using Xunit.Abstractions;

namespace Ledger.EndToEnd.Cluster;

/// <summary>Two servers on one PostgreSQL: they share the work, and what one leaves behind when it dies the other finishes (W13).</summary>
public sealed class ClusterTests(ITestOutputHelper output)
{
    private const int Suppliers = 300;
    private const int NodeMask = 1023;
    private const int TriesMax = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    [Trait("row", "W13")]
    public async Task Node_KilledInTheMiddleOfAGeneration_IsFinishedByTheOther()
    {
        var connectionString = await PostgreSqlServer.CreateDatabaseAsync();
        await using var first = new ServerProcess(connectionString: connectionString);
        await using var second = new ServerProcess(connectionString: connectionString);
        using var office = await Office.OpenAsync(first);
        await office.AddSuppliersAsync(Suppliers);
        await office.AddDocumentsAsync(2);
        await office.PublishAsync("proof-vote");
        await office.PublishAsync("proof-tick");
        await second.StartAsync();
        await using var database = await DatabaseReader.OpenPostgreSqlAsync(connectionString);
        await office.Owner.PutAsync("/api/schedules", new { name = "tick", definitionId = "proof-tick", cron = "0/2 * * * * ?", timeZone = "UTC" });

        await WorkIsSharedAsync(office, database, first, second);
        var payment = new PaymentDriver(office, "cluster", 0, Suppliers - 1, bySupplier: true, killer: null);
        var survivor = await KillInTheMiddleAsync(office, payment, database, first, second);
        await payment.GoOnAsync(annulments: 0);

        (await database.NumberAsync("select count(*) from payment_orders where state = 'Issued'")).Should().Be(Suppliers);
        await TicksGoOnAsync(database);
        await survivor.StopAsync();
        await BooksProof.AssertAsync(database);
        await EngineProof.AssertAsync(database);
        (await database.LinesAsync(
            """
            select r.id from schedule_runs r where r.tick like 'tick:%' and r.result <> 'skipped'
                and (select count(*) from workflow_instances i where i.idempotency_key = concat('schedule:', r.schedule_id, ':', r.tick)) <> 1
            """)).Should().BeEmpty("a tick fires once in the cluster");
    }

    // A task's key tells which node made it: work that only one node took in would still be done by both.
    private static async Task WorkIsSharedAsync(Office office, DatabaseReader database, ServerProcess first, ServerProcess second)
    {
        var waited = Stopwatch.StartNew();
        for (var round = 0; ; round++)
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 60), async (i, _) => await office.Operator.PostAsync(
                "/api/instances", new { definitionId = "proof-vote", queued = true },
                string.Create(CultureInfo.InvariantCulture, $"shared-{round}-{i}")));
            var nodes = (await database.LinesAsync($"select distinct id & {NodeMask} from human_tasks")).Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
            if (nodes.Contains(first.Node) && nodes.Contains(second.Node))
            {
                return;
            }

            waited.Elapsed.Should().BeLessThan(Patience, "both nodes work; only {0} did", string.Join(", ", nodes));
        }
    }

    private async Task<ServerProcess> KillInTheMiddleAsync(
        Office office, PaymentDriver payment, DatabaseReader database, ServerProcess first, ServerProcess second)
    {
        await payment.StartAsync();
        for (var attempt = 1; attempt <= TriesMax; attempt++)
        {
            await payment.ReachAsync("funds-task");
            var generate = payment.DecideNextAsync();
            var (done, node) = await SomeOrdersAsync(database);
            var (victim, survivor) = node == first.Node ? (first, second) : (second, first);
            if (done < Suppliers)
            {
                await victim.KillAsync();
                office.MoveTo(survivor);
                var killed = Stopwatch.StartNew();
                done = await OrdersAsync(database);
                await FinishedAsync(database);
                if (done < Suppliers)
                {
                    output.WriteLine($"node {node} died after {done} of {Suppliers} orders; the other had made the rest {killed.Elapsed.TotalSeconds:0.0} s later");
                    return survivor;
                }

                await victim.StartAsync();
                first = victim;
                second = survivor;
            }

            // Too late: everything was paid already. Annulled, it is there to be paid again.
            await generate;
            await payment.ReachAsync("review-task");
            await payment.DecideNextAsync("Annul");
        }

        throw new InvalidOperationException($"The generation was never met in its middle in {TriesMax} attempts.");
    }

    private static async Task<(long Done, int Node)> SomeOrdersAsync(DatabaseReader database)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var line = (await database.LinesAsync($"select count(*), coalesce(max(id) & {NodeMask}, 0) from payment_orders where state = 'Issued'")).Single().Split(" | ");
            if (line[0] != "0")
            {
                return (long.Parse(line[0], CultureInfo.InvariantCulture), int.Parse(line[1], CultureInfo.InvariantCulture));
            }

            waited.Elapsed.Should().BeLessThan(Patience, "the generation begins");
            await Task.Delay(2);
        }
    }

    private static Task<long> OrdersAsync(DatabaseReader database) => database.NumberAsync("select count(*) from payment_orders where state = 'Issued'");

    private static async Task FinishedAsync(DatabaseReader database)
    {
        var waited = Stopwatch.StartNew();
        while (await OrdersAsync(database) < Suppliers)
        {
            waited.Elapsed.Should().BeLessThan(Patience, "the other node goes on with what the dead one left");
            await Task.Delay(50);
        }
    }

    private static async Task TicksGoOnAsync(DatabaseReader database)
    {
        const string count = "select count(*) from schedule_runs where result <> 'skipped'";
        var before = await database.NumberAsync(count);
        before.Should().BePositive();
        var waited = Stopwatch.StartNew();
        while (await database.NumberAsync(count) < before + 2)
        {
            waited.Elapsed.Should().BeLessThan(Patience, "schedules tick on the node that is left");
            await Task.Delay(200);
        }
    }
}
