using System.Diagnostics;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Catalog;
using Ledger.Api.DataViews.Export;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Hosting.Keys;
using Ledger.Domain;
using Ledger.Foundation;
using Ledger.Workflows.Persistence;

namespace Ledger.Benchmarks;

/// <summary>A list of 1,000,000 documents of 5,000 suppliers against one of 10,000: pages, filters, totals, groups.</summary>
public sealed class DataViewBenchmark : IBenchmark
{
    private const long Few = 10_000;
    private const long Many = 1_000_000;
    private const int Rounds = 3;

    /// <inheritdoc/>
    public string Name => "data-views";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder.Path, "ledger.db")));
        await SchemaMigrator.MigrateAsync(database,
        [
            c => new LedgerDb(LedgerDbContext.Options<LedgerDb>(DatabaseKind.Sqlite, c, LedgerDb.HistoryTable)),
            c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(DatabaseKind.Sqlite, c, WorkflowsDb.HistoryTable)),
            c => new HostDb(LedgerDbContext.Options<HostDb>(DatabaseKind.Sqlite, c, HostDb.HistoryTable)),
        ]);
        await FillAsync(database, 1, Few);
        await FillAsync(database, 2, Many);
        var reader = new ViewReader(database);
        var view = new DataViewRegistry(ShippedViews.All).Find("purchase-documents")!;

        await CompareAsync(report, database, view);

        Task Page(long company, ViewQuery query, long? count = null) => reader.PageAsync(view, company, query, count);
        await AddAsync(report, "first page of 50 with its count", company => Page(company, new ViewQuery()));
        await AddAsync(report, "page in the middle", company => Page(company, new ViewQuery { Page = (int)(Rows(company) / 100) }));
        await AddAsync(report, "last page", company => Page(company, new ViewQuery { Page = (int)((Rows(company) / 50) - 1) }));
        await AddAsync(report, "page in the middle, turned to (count known)", company => Page(company, new ViewQuery { Page = (int)(Rows(company) / 100) }, Rows(company)));
        await AddAsync(report, "first page by an amount (no index)", company => Page(company, new ViewQuery { Sort = [new ViewSort("total", true)] }));
        await AddAsync(report, "page in the middle by supplier's name (no index)", company => Page(company, new ViewQuery { Sort = [new ViewSort("supplierName")], Page = (int)(Rows(company) / 100) }));
        await AddAsync(report, "filtered by a word of the supplier's name and a state", company => Page(company, new ViewQuery { Filter = Words }));
        await AddAsync(report, "quick search", company => Page(company, new ViewQuery { Search = "nandu 1234" }));
        await AddAsync(report, "totals by currency", company => reader.TotalsAsync(view, company, new ViewQuery()));
        await AddAsync(report, "totals, filtered", company => reader.TotalsAsync(view, company, new ViewQuery { Filter = Words }));
        await AddAsync(report, "groups by month with subtotals", company => reader.GroupsAsync(view, company, new ViewQuery { Groups = [new ViewGroup("issueDate", GroupPeriod.Month)] }, 0, 100));
        await AddAsync(report, "groups by supplier with subtotals", company => reader.GroupsAsync(view, company, new ViewQuery { Groups = [new ViewGroup("supplierCode")] }, 0, 100));
    }

    // The company has 99 % of the table: what it costs to walk the table, against looking its rows up by the company's index.
    private static async Task CompareAsync(Report report, LedgerDatabase database, DataView view)
    {
        async Task AddAsync(string what, Func<ViewReader, Task> work)
        {
            var lookedUp = await MedianAsync(() => work(new ViewReader(database) { WalkedShare = 65 }));
            var walked = await MedianAsync(() => work(new ViewReader(database)));
            Console.Error.WriteLine($"  {what}: {walked:0.0} ms walked, {lookedUp:0.0} ms looked up");
            report.AddRatio($"list: {what}, table walked against rows looked up", walked, "ms", lookedUp, 1, largerIsBetter: false);
        }

        await AddAsync("totals by currency", reader => reader.TotalsAsync(view, 2, new ViewQuery()));
        await AddAsync("first page by an amount", reader => reader.PageAsync(view, 2, new ViewQuery { Sort = [new ViewSort("total", true)] }));
        await AddAsync("groups by month", reader => reader.GroupsAsync(view, 2, new ViewQuery { Groups = [new ViewGroup("issueDate", GroupPeriod.Month)] }, 0, 100));
        await AddAsync("quick search", reader => reader.PageAsync(view, 2, new ViewQuery { Search = "nandu 1234" }));
        await AddAsync("totals, an amount filtered", reader => reader.TotalsAsync(
            view, 2, new ViewQuery { Filter = new ViewFilter.Comparison("total", FilterOperator.Gt, ["900000"]) }));
    }

    private static readonly ViewFilter Words = new ViewFilter.All(
        [new ViewFilter.Comparison("supplierName", FilterOperator.Contains, ["ñandú 12"]), new ViewFilter.Comparison("state", FilterOperator.In, ["Pending", "OnAccount"])]);

    private static long Rows(long company) => company == 1 ? Few : Many;

    private static async Task AddAsync(Report report, string what, Func<long, Task> work)
    {
        var (few, many) = (await MedianAsync(() => work(1)), await MedianAsync(() => work(2)));
        Console.Error.WriteLine($"  {what}: {many:0.0} ms against {few:0.0} ms"); // the whole takes minutes
        report.AddRatio($"list: {what}, of 1,000,000 rows against 10,000", many, "ms", few, 150, largerIsBetter: false);
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    private static Task FillAsync(LedgerDatabase database, long company, long documents) => database.WriteAsync(async tx =>
    {
        await tx.ExecuteAsync(
            """
            insert into companies (id, rut, name, local_currency, foreign_currency, is_head_office_installation, time_zone, revision)
            values ($1, $2, 'Empresa', 'CLP', 'USD', true, 'America/Santiago', 1)
            """,
            company, $"7619208{company}-9");
        await tx.ExecuteAsync("insert into branches (id, company_id, code, name, is_head_office) values ($1, $1, 1, 'Casa Matriz', true)", company);
        await tx.ExecuteAsync(
            """
            with recursive n(i) as (select 0 union all select i + 1 from n where i < $3 - 1)
            insert into suppliers (id, company_id, code, rut, name, enabled_for_mass_payments, usually_pays_by_check, foreign_currency_clause, is_occasional, created_at, revision)
            select $2 + i, $1, printf('%06d', i), printf('%08d-K', i), 'Comercial Ñandú ' || i || ' Ltda', true, false, false, false, 0, 1 from n
            """,
            company, company * 10_000_000, company == 1 ? 50L : 5_000L);
        await tx.ExecuteAsync(
            """
            with recursive n(i) as (select 0 union all select i + 1 from n where i < $3 - 1)
            insert into purchase_documents (id, company_id, branch_id, supplier_id, kind, sii_type, number, issue_date, accounting_date, currency, exchange_rate, exempt, net,
                vat_recoverable, vat_non_recoverable, vat_common_use, other_taxes, fixed_asset_net, fixed_asset_vat, total, purchase_kind, state, open_amount, has_differences,
                difference_amount, payment_authorization, created_at, revision)
            select $2 + i, $1, $1, $1 * 10000000 + (i * 7919 % $4), case when i % 9 = 0 then 'CreditNote' else 'Invoice' end, 33, i,
                20250101 + (i * 31 % 12) * 100 + (i * 17 % 28), 20250101, case when i % 20 = 0 then 'USD' else 'CLP' end, 1000000, 0, 1000, 190, 0, 0, 0, 0, 0,
                10000 * (i * 104729 % 9999991), 'Business', case when i % 3 = 0 then 'Pending' else 'Cancelled' end, 0, false, 0, 'Pending', i, 1 from n
            """,
            company, company * 100_000_000, documents, company == 1 ? 50L : 5_000L);
    });
}
