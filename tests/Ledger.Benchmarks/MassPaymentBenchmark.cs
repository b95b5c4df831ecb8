using System.Diagnostics;
using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Microsoft.Data.Sqlite;

namespace Ledger.Benchmarks;

/// <summary>
/// Generation of a mass payment of 10,000 documents of 2,000 suppliers, by check, with accounting, against inserting the
/// very same rows with plain prepared statements into a copy of the database, in as many transactions.
/// </summary>
public sealed class MassPaymentBenchmark : IBenchmark
{
    private const int Suppliers = 2_000;
    private const int DocumentsEach = 5;
    private const int SuppliersAChunk = 100;
    private static readonly DateOnly Day = new(2026, 11, 20);

    // In an order that foreign keys and the seal of journal entries allow.
    private static readonly string[] Tables =
    [
        "payment_orders", "allocations", "allocation_history", "treasury_movements", "treasury_movement_lines", "checks", "journal_lines",
        "journal_entries", "audit_entries",
    ];

    /// <inheritdoc/>
    public string Name => "mass-payment";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "ledger.db");
        var copy = Path.Combine(folder.Path, "copy.db");
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(file));
        await SchemaMigrator.MigrateAsync(database, [c => new LedgerDb(LedgerDbContext.Options<LedgerDb>(DatabaseKind.Sqlite, c, LedgerDb.HistoryTable))]);
        var actor = new Actor(1, 1, "bench");
        var bank = await database.WriteAsync(actor, BooksAsync);
        await database.WriteAsync(actor, DocumentsAsync);
        var entering = Stopwatch.StartNew();
        var payment = await database.WriteAsync(actor, session => new MassPaymentEntry(session).EnterAsync(
            new MassPaymentDraft(Day, Day, "CLP", 950m, new PayableSelection { Filter = new PayableFilter() })));
        report.AddInfo("mass payment: select all of 10,000 documents and enter", entering.Elapsed.TotalSeconds, "s");
        var preparing = Stopwatch.StartNew();
        await database.WriteAsync(actor, session => new MassPaymentGeneration(session).PrepareAsync(
            payment.Id, new GenerationFunds { Date = Day, General = new FundsData { PaymentAccountId = bank, ByCheck = true } }, null));
        report.AddInfo("mass payment: prepare the generation", preparing.Elapsed.TotalSeconds, "s");
        await database.QueryAsync("pragma wal_checkpoint(truncate)", row => row.GetInt64(0));
        File.Copy(file, copy);

        ForgetPeak();
        var chunks = 0;
        var longest = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        MassPaymentProgress progress;
        do
        {
            var chunk = Stopwatch.StartNew();
            progress = await database.WriteAsync(actor, session => new MassPaymentGeneration(session).RunChunkAsync(payment.Id, SuppliersAChunk));
            longest = chunk.Elapsed > longest ? chunk.Elapsed : longest;
            chunks++;
        }
        while (!progress.IsFinished);
        var generation = watch.Elapsed;
        var peak = PeakMegabytes();
        if (progress.Done != Suppliers || await CountAsync(database, "select count(*) from purchase_documents where state = 'Cancelled'") != Suppliers * DocumentsEach)
        {
            throw new InvalidOperationException($"{progress.Done} suppliers were paid.");
        }

        var (rows, plain) = Plain(file, copy, chunks);
        report.AddRatio($"mass payment: generation of 10,000 documents of 2,000 suppliers ({rows:N0} rows)", generation.TotalSeconds, "s", plain.TotalSeconds, 8, largerIsBetter: false);
        report.AddValue("mass payment: peak memory of the generation", peak, "MB", 300);
        report.AddInfo($"mass payment: longest chunk of {SuppliersAChunk} suppliers", longest.TotalMilliseconds, "ms");
        await AnnulAsync(database, actor, payment.Id, report);
    }

    private static async Task AnnulAsync(LedgerDatabase database, Actor actor, long id, Report report)
    {
        var watch = Stopwatch.StartNew();
        await database.WriteAsync(actor, session => new MassPaymentAnnulment(session).BeginAsync(id, null));
        while (!(await database.WriteAsync(actor, session => new MassPaymentAnnulment(session).RunChunkAsync(id, SuppliersAChunk, "bench"))).IsFinished)
        {
        }

        report.AddInfo("mass payment: annulment of the same", watch.Elapsed.TotalSeconds, "s");
    }

    private static async Task<long> BooksAsync(LedgerSession session)
    {
        session.Db.Add(new Company { Id = 1, Rut = "76192083-9", Name = "Bench", LocalCurrency = "CLP", ForeignCurrency = "USD" });
        session.Db.Add(new Branch { Id = 1, CompanyId = 1, Code = 1, Name = "Santiago" });
        await session.SaveAsync();
        await ChileanChart.CreateAsync(session);
        var chart = new ChartOfAccounts(session);
        var bank = new TreasuryAccount { Id = 1, CompanyId = 1, Code = "BCO", Name = "Banco", Kind = TreasuryAccountKind.Bank, Currency = "CLP", AccountId = (await chart.ByCodeAsync(ChileanChart.Bank)).Id };
        var charged = new TreasuryAccount { Id = 2, CompanyId = 1, Code = "PRV", Name = "Proveedores", Kind = TreasuryAccountKind.Other, Currency = "CLP", AccountId = (await chart.ByCodeAsync(ChileanChart.Payables)).Id };
        session.Db.AddRange(bank, charged, new Checkbook { Id = 1, CompanyId = 1, TreasuryAccountId = 1, Name = "A", FirstNumber = 1, LastNumber = 9_999, NextNumber = 1, IsAvailable = true });
        await session.SaveAsync();
        await new ParameterService(session).SetAsync(new PurchasingParameters { AuthorizesMassPayments = false, DefaultDebitAccountId = charged.Id });
        return bank.Id;
    }

    private static async Task DocumentsAsync(LedgerSession session)
    {
        for (var s = 1; s <= Suppliers; s++)
        {
            await session.Transaction.ExecuteAsync(
                """
                insert into suppliers (id, company_id, code, rut, name, enabled_for_mass_payments, usually_pays_by_check, foreign_currency_clause, is_occasional, created_at, revision)
                values ($1, 1, $2, $2, $2, true, false, false, false, 0, 0)
                """,
                (long)s, s.ToString("P00000", CultureInfo.InvariantCulture));
            await session.Transaction.ExecuteAsync(
                "insert into supplier_balances (id, company_id, supplier_id, currency, balance) values ($1, 1, $1, 'CLP', $2)", (long)s, DocumentsEach * 1_000_000L);
            for (var d = 0; d < DocumentsEach; d++)
            {
                var id = (long)(s * DocumentsEach) + d;
                await session.Transaction.ExecuteAsync(
                    """
                    insert into purchase_documents (id, company_id, branch_id, supplier_id, kind, sii_type, number, issue_date, accounting_date, currency,
                        exchange_rate, exempt, net, vat_recoverable, vat_non_recoverable, vat_common_use, other_taxes, fixed_asset_net, fixed_asset_vat,
                        total, purchase_kind, state, open_amount, has_differences, difference_amount, payment_authorization, created_at, revision)
                    values ($1, 1, 1, $2, 'Invoice', 33, $1, 20261101, 20261101, 'CLP', 1000000, 0, 0, 0, 0, 0, 0, 0, 0, 1000000, 'Business', 'Pending',
                        1000000, false, 0, 'Pending', 0, 0)
                    """,
                    id, (long)s);
                await session.Transaction.ExecuteAsync(
                    "insert into installments (id, company_id, document_id, number, due_date, amount, pending, state) values ($1, 1, $1, 1, 20261201, 1000000, 1000000, 'NotCancelled')",
                    id);
            }
        }
    }

    private static (long Rows, TimeSpan Time) Plain(string source, string target, int transactions)
    {
        var rows = 0L;
        using var reading = Open(source);
        using var writing = Open(target);
        var content = Tables.Select(table => (Table: table, Rows: NewRows(reading, writing, table))).ToList();
        var watch = Stopwatch.StartNew();
        for (var part = 0; part < transactions; part++)
        {
            using var transaction = writing.BeginTransaction();
            foreach (var (table, all) in content)
            {
                var size = (all.Count + transactions - 1) / transactions;
                rows += Insert(writing, transaction, table, all.Skip(part * size).Take(size));
            }

            transaction.Commit();
        }

        return (rows, watch.Elapsed);
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on";
        command.ExecuteNonQuery();
        return connection;
    }

    // Lines and entries go by entry, so that a part holds whole entries.
    private static List<object[]> NewRows(SqliteConnection source, SqliteConnection target, string table)
    {
        using var last = target.CreateCommand();
        last.CommandText = $"select coalesce(max(id), 0) from {table}";
        var known = (long)last.ExecuteScalar()!;
        using var command = source.CreateCommand();
        command.CommandText = $"select * from {table} where id > {known} order by {(table == "journal_lines" ? "entry_id, line_number" : "id")}";
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static long Insert(SqliteConnection connection, SqliteTransaction transaction, string table, IEnumerable<object[]> rows)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var count = 0L;
        foreach (var row in rows)
        {
            if (count == 0)
            {
                command.CommandText = $"insert into {table} values ({string.Join(", ", row.Select((_, i) => $"${i + 1}"))})";
                for (var i = 0; i < row.Length; i++)
                {
                    command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
                }
            }

            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i];
            }

            count += command.ExecuteNonQuery();
        }

        return count;
    }

    private static async Task<long> CountAsync(LedgerDatabase database, string sql) => (await database.QueryAsync(sql, row => row.GetInt64(0)))[0];

    // Linux forgets the peak when asked; elsewhere the figure is that of the whole process.
    private static void ForgetPeak()
    {
        GC.Collect();
        if (File.Exists("/proc/self/clear_refs"))
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    private static double PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1_048_576.0;
    }
}
