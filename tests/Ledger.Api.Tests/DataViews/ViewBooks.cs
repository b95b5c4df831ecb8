using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Catalog;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Hosting.Keys;
using Ledger.Domain;
using Ledger.Foundation;
using Ledger.Testing;
using Ledger.Workflows.Persistence;

namespace Ledger.Api.Tests.DataViews;

/// <summary>Two companies with rows of every kind, made by a fixed pseudo-random hand: accents, ties, empties, several currencies, signs.</summary>
internal sealed class ViewBooks : IAsyncDisposable
{
    public const long Company = 1;
    public const long OtherCompany = 2;
    public static readonly DateTimeOffset Now = new(2026, 3, 15, 15, 30, 0, TimeSpan.Zero);

    private static readonly string[] Names =
        ["Ñandú Ltda", "Álvarez y Cía", "alvarez", "Zúñiga SpA", "=1+1", "O'Higgins; drop table users", "50% menos_", "Nunez", "Núñez", "Comercial Austral"];

    private readonly TestDatabase _database;
    private readonly Random _random = new(4711);
    private long _next = 1_000;

    private ViewBooks(TestDatabase database) => _database = database;

    public LedgerDatabase Database => _database.Database;

    public DataViewRegistry Views { get; } = new(ShippedViews.All);

    public ViewReader Reader => new(Database);

    public static async Task<ViewBooks> CreateAsync(DatabaseKind kind, int documents = 60)
    {
        TestDatabase? made = null;
        made = await TestDatabase.CreateAsync(
            kind, new StoppedClock(Now),
            c => new LedgerDb(LedgerDbContext.Options<LedgerDb>(kind, c, LedgerDb.HistoryTable)),
            c => new WorkflowsDb(LedgerDbContext.Options<WorkflowsDb>(kind, c, WorkflowsDb.HistoryTable)),
            c => new HostDb(LedgerDbContext.Options<HostDb>(kind, c, HostDb.HistoryTable)));
        var books = new ViewBooks(made);
        await books.Database.WriteAsync(async tx =>
        {
            await books.FillAsync(tx, Company, documents);
            await books.FillAsync(tx, OtherCompany, documents / 2);
        });
        return books;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task FillAsync(LedgerTransaction tx, long company, int documents)
    {
        await Insert(tx, "companies", ("id", company), ("rut", $"7619208{company}-9"), ("name", "Empresa"), ("local_currency", "CLP"), ("foreign_currency", "USD"),
            ("is_head_office_installation", true), ("time_zone", "America/Santiago"), ("revision", 1));
        var (branch, classification, account) = (Id(), Id(), Id());
        await Insert(tx, "branches", ("id", branch), ("company_id", company), ("code", 1), ("name", "Casa Matriz"), ("is_head_office", true));
        await Insert(tx, "classifications", ("id", classification), ("company_id", company), ("code", "A"), ("name", "Ágil"));
        await Insert(tx, "accounts", ("id", account), ("company_id", company), ("code", "1.1.01"), ("name", "Bancos"), ("nature", "Asset"), ("is_postable", true), ("currency", null), ("revision", 1));
        var expense = Id();
        await Insert(tx, "accounts", ("id", expense), ("company_id", company), ("code", "5.1.01"), ("name", "Gastos ñoños"), ("nature", "Expense"), ("is_postable", true), ("currency", null), ("revision", 1));
        var suppliers = new List<long>();
        for (var i = 0; i < Names.Length; i++)
        {
            suppliers.Add(await SupplierAsync(tx, company, i));
        }

        var massPayment = await MassPaymentAsync(tx, company, 1, "Paid");
        await MassPaymentAsync(tx, company, 2, "Entered");
        for (var i = 0; i < documents; i++)
        {
            await DocumentAsync(tx, company, i, branch, suppliers[_random.Next(suppliers.Count)], i % 3 == 0 ? classification : null, massPayment, account);
        }

        await WorksheetAsync(tx, company);
        await ImportsAndProcessesAsync(tx, company);
        await JournalAsync(tx, company, account, expense);
        await FoliosAsync(tx, company, branch);
    }

    private async Task FoliosAsync(LedgerTransaction tx, long company, long branch)
    {
        int[] kinds = [33, 34, 39, 41, 52, 61];
        for (var i = 0; i < kinds.Length; i++)
        {
            var (authorization, book, central, assignment) = (Id(), Id(), Id(), Id());
            int? expires = i % 2 == 0 ? Day(100 + i) : null;
            await Insert(tx, "folio_authorizations", ("id", authorization), ("company_id", company), ("digest", $"d{company}-{i}"), ("environment", "Production"), ("document_type", kinds[i]), ("first_number", 1L), ("last_number", 100L),
                ("authorized_on", Day(i)), ("expires_on", expires), ("key_id", 300), ("origin", "Imported"), ("company_name", Names[i]), ("element", "<CAF/>"), ("can_sign", true), ("recorded_at", Moment(i)), ("recorded_by", "operador"));
            await Insert(tx, "folio_books", ("id", book), ("company_id", company), ("branch_id", branch), ("document_type", kinds[i]), ("workstation", i % 3 == 0 ? "" : $"Caja {i}"), ("name", Names[i]), ("quantity_threshold", 20), ("days_threshold", 30 + i),
                ("is_automatic", i % 2 == 0), ("created_at", Moment(i)), ("revision", 1));
            foreach (var (first, last, next, place, position) in new[] { (1L, 30L, 4L + i, "Book", 1L), (31L, 50L, 31L, "Book", 2L), (51L, 60L, 51L, "Queued", 0L), (61L, 100L, 61L, "Free", 0L) })
            {
                if (place == "Free" || i < 4)
                {
                    await Insert(tx, "folio_ranges", ("id", Id()), ("company_id", company), ("authorization_id", authorization), ("first_number", first), ("last_number", last), ("next_number", next), ("place", place),
                        ("branch_id", place == "Free" ? null : branch), ("book_id", place == "Free" ? null : book), ("request_id", null), ("position", position), ("expires_on", expires), ("changed_at", Moment(i)));
                }
            }

            await Insert(tx, "folio_imports", ("id", Id()), ("company_id", company), ("file_name", Names[i]), ("verdict", ((string[])["Accepted", "Duplicate", "Expired"])[i % 3]), ("arguments", """["33","1","100","x"]"""),
                ("authorization_id", i % 2 == 0 ? authorization : null), ("imported_at", Moment(i)), ("imported_by", Names[i]));
            var reason = ((string[])["NearToFinish", "NearToExpire", "Finished", "Expired", "Manual"])[i % 5];
            await Insert(tx, "folio_requests", ("id", Id()), ("company_id", company), ("branch_id", branch), ("document_type", kinds[i]), ("workstation", ""), ("book_id", i % 2 == 0 ? book : null), ("request_key", $"r{company}-{i}"), ("reason", reason),
                ("state", i == 5 ? "Met" : "Unmet"), ("requested_at", Moment(i)), ("requested_on", Day(i)), ("requested_by", Names[i]), ("met_at", null), ("mailed_on", i % 2 == 0 ? null : Day(i)));
            await Insert(tx, "folio_central_requests", ("id", central), ("company_id", company), ("branch_id", branch), ("document_type", kinds[i]), ("workstation", ""), ("request_key", $"r{company}-{i}"), ("reason", reason),
                ("state", i == 5 ? "Assigned" : "Pending"), ("received_at", Moment(i)), ("tried_at", i % 2 == 0 ? null : Moment(i + 1)), ("obstacle", i % 2 == 0 ? null : "folio-request.no-folios"), ("assigned_at", null), ("mailed_on", null));
            await Insert(tx, "folio_assignments", ("id", assignment), ("company_id", company), ("number", (long)i + 1), ("central_request_id", central), ("branch_id", branch), ("document_type", kinds[i]), ("asked", 60), ("quantity", 60), ("assigned_at", Moment(i)), ("assigned_by", Names[i]));
            await Insert(tx, "folio_assignment_parts", ("id", Id()), ("company_id", company), ("assignment_id", assignment), ("authorization_id", authorization), ("first_number", 1L), ("last_number", 50L));
            await Insert(tx, "folio_assignment_parts", ("id", Id()), ("company_id", company), ("assignment_id", assignment), ("authorization_id", authorization), ("first_number", 51L), ("last_number", 60L));
            await Insert(tx, "folio_messages", ("id", Id()), ("company_id", company), ("from_end", i % 2 == 0 ? 0 : i), ("to_end", i % 2 == 0 ? i + 1 : 0), ("sequence", i - 1L), ("kind", ((string[])["Request", "Assignment", "Return"])[i % 3]), ("payload", "{}"),
                ("created_at", Moment(i)), ("delivered_at", i % 2 == 0 ? Moment(i + 1) : null), ("attempts", i), ("next_attempt_at", Moment(i + 2)), ("last_error", i % 2 == 0 ? null : Names[i]));
        }
    }

    private async Task<long> SupplierAsync(LedgerTransaction tx, long company, int i)
    {
        var id = Id();
        await Insert(tx, "suppliers", ("id", id), ("company_id", company), ("code", i % 2 == 0 ? $"P-{i:000}" : $"p-{i:000}"), ("rut", $"76{i:000000}-K"), ("name", Names[i]),
            ("email", i % 3 == 0 ? null : $"p{i}@example.org"), ("enabled_for_mass_payments", i % 4 != 0), ("usual_payment_account_id", null), ("usually_pays_by_check", false),
            ("debit_account_id", null), ("account_id", null), ("foreign_currency_clause", i % 5 == 0), ("currency", null), ("payment_term_days", i % 2 == 0 ? 30 : null),
            ("bank_code", null), ("bank_account_number", null), ("bank_account_kind", null), ("bank_account_holder_rut", null), ("is_occasional", false), ("created_at", Moment(i)), ("revision", 1));
        foreach (var currency in i % 3 == 0 ? ["CLP", "USD"] : i == 1 ? (string[])[] : ["CLP"])
        {
            await Insert(tx, "supplier_balances", ("id", Id()), ("company_id", company), ("supplier_id", id), ("currency", currency), ("balance", Amount()));
        }

        return id;
    }

    private async Task<long> MassPaymentAsync(LedgerTransaction tx, long company, int number, string state)
    {
        var id = Id();
        var paid = state == "Paid";
        await Insert(tx, "mass_payments", ("id", id), ("company_id", company), ("number", (long)number), ("state", state), ("entry_date", Day(number)), ("estimated_payment_date", Day(number + 9)),
            ("currency", "CLP"), ("exchange_rate", 950_123_456L), ("remarks", paid ? "Urgente" : null), ("total_local", Amount()), ("total_units", Amount()), ("item_count", 3),
            ("entered_by_user_id", 7L), ("entered_by_name", "operador"), ("entered_at", Moment(1)), ("changed_by_name", "operador"), ("changed_at", Moment(2)),
            ("authorized_by_user_id", null), ("authorized_by_name", paid ? "aprobadora" : null), ("authorized_on", paid ? Day(3) : null), ("paid_by_user_id", null),
            ("paid_by_name", paid ? "operador" : null), ("paid_on", paid ? Day(4) : null), ("annulment_begun_at", null), ("instance_id", null), ("revision", 1));
        return id;
    }

    private async Task DocumentAsync(LedgerTransaction tx, long company, int i, long branch, long supplier, long? classification, long massPayment, long account)
    {
        var (id, installment) = (Id(), Id());
        var kind = (string[])["Invoice", "Invoice", "CreditNote", "DebitNote"];
        var state = (string[])["Pending", "OnAccount", "PartlyCancelled", "Cancelled", "Overpaid", "Annulled"];
        var (currency, total, pending) = (i % 4 == 0 ? "USD" : i % 11 == 0 ? "EUR" : "CLP", Math.Abs(Amount()), i % 5 == 0 ? 0 : Amount());
        await Insert(tx, "purchase_documents", ("id", id), ("company_id", company), ("branch_id", branch), ("supplier_id", supplier), ("kind", kind[i % 4]), ("sii_type", 33), ("letter", i % 2 == 0 ? "A" : null),
            ("number", (long)(10_000 + i)), ("issue_date", Day(_random.Next(60))), ("received_at", null), ("accounting_date", Day(i)), ("currency", currency), ("exchange_rate", 1_000_000L), ("exempt", 0L),
            ("net", total), ("vat_recoverable", Amount()), ("vat_non_recoverable", 0L), ("vat_non_recoverable_code", null), ("vat_common_use", 0L), ("other_taxes", 0L), ("fixed_asset_net", 0L), ("fixed_asset_vat", 0L),
            ("total", total), ("purchase_kind", "Business"), ("state", state[i % 6]), ("open_amount", pending), ("has_differences", i % 7 == 0), ("difference_amount", 0L), ("payment_authorization", i % 2 == 0 ? "Pending" : "Authorized"),
            ("authorized_by", i % 2 == 0 ? null : "ana"), ("authorized_at", i % 2 == 0 ? null : Moment(i)), ("classification_id", classification), ("register_tab", null), ("import_id", null),
            ("mass_payment_id", null), ("created_at", Moment(i)), ("revision", 1));
        await Insert(tx, "installments", ("id", installment), ("company_id", company), ("document_id", id), ("number", 1), ("due_date", Day(_random.Next(90))), ("amount", total), ("pending", pending), ("state", "NotCancelled"),
            ("mass_payment_id", i % 6 == 0 ? massPayment : null));
        if (i % 6 == 0)
        {
            await PaymentAsync(tx, company, i, id, installment, supplier, branch, massPayment, account, currency);
        }
    }

    private async Task WorksheetAsync(LedgerTransaction tx, long company)
    {
        var id = Id();
        await Insert(tx, "mass_payment_worksheets", ("id", id), ("company_id", company), ("user_id", 7L), ("mass_payment_id", 0L), ("base_revision", 0), ("number", null), ("entry_date", Day(1)),
            ("estimated_payment_date", Day(2)), ("currency", "CLP"), ("exchange_rate", 950_123_456L), ("remarks", null), ("starts_process", true), ("choice", null), ("is_touched", true), ("changed_at", Moment(1)),
            ("local_currency", "CLP"), ("foreign_currency", "USD"), ("local_step", 10_000), ("foreign_step", 100), ("requires_authorization", true), ("allows_differences", false));
        await tx.ExecuteAsync(
            """
            insert into mass_payment_worksheet_items (worksheet_id, installment_id, company_id, amount, local_amount, units)
            select cast($1 as bigint), id, company_id, pending, pending - 7, pending % 1000 from installments where company_id = $2 and id % 3 = 0
            """,
            id, company);
    }

    private async Task PaymentAsync(
        LedgerTransaction tx, long company, int i, long document, long installment, long supplier, long branch, long massPayment, long account, string currency)
    {
        var (order, movement, treasury, book) = (Id(), Id(), Id(), Id());
        await Insert(tx, "payment_orders", ("id", order), ("company_id", company), ("number", 500L + i), ("supplier_id", supplier), ("mass_payment_id", massPayment), ("date", Day(i)), ("currency", currency), ("exchange_rate", 1_000_000L),
            ("amount", Math.Abs(Amount())), ("local_amount", Amount()), ("foreign_amount", 0L), ("on_account", 0L), ("state", i % 12 == 0 ? "Issued" : "Annulled"), ("issued_at", Moment(i)), ("issued_by", "operador"),
            ("annulled_at", null), ("annulled_by", null), ("treasury_movement_id", null), ("journal_entry_id", null), ("reversal_entry_id", null), ("classification_id", null), ("revision", 1));
        await Insert(tx, "mass_payment_items", ("mass_payment_id", massPayment), ("installment_id", installment), ("company_id", company), ("held_installment_id", null), ("document_id", document), ("supplier_id", supplier),
            ("branch_id", branch), ("due_date", Day(i)), ("currency", currency), ("amount", Amount()), ("local_amount", Amount()), ("units", Amount()), ("document_revision", 1), ("paid_with_differences", i % 12 == 0),
            ("payment_order_id", i % 12 == 0 ? order : null), ("added_by_user_id", null));
        await Insert(tx, "treasury_accounts", ("id", treasury), ("company_id", company), ("code", $"T{i:00}"), ("name", "Banco Ñ"), ("kind", "Bank"), ("currency", currency), ("uses_deferred_checks", true), ("account_id", account), ("bank_code", null), ("number", null), ("revision", 1));
        await Insert(tx, "checkbooks", ("id", book), ("company_id", company), ("treasury_account_id", treasury), ("name", "Serie A"), ("first_number", 1L), ("last_number", 99L), ("next_number", 2L), ("is_available", true), ("is_deferred", false), ("revision", 1));
        await Insert(tx, "checks", ("id", Id()), ("company_id", company), ("checkbook_id", book), ("number", 1L), ("state", "Issued"), ("amount", Math.Abs(Amount())), ("currency", currency), ("issue_date", Day(i)), ("due_date", Day(i + 3)),
            ("payment_order_id", order), ("supplier_id", supplier), ("mass_payment_id", i % 12 == 0 ? massPayment : null));
        await Insert(tx, "treasury_movements", ("id", movement), ("company_id", company), ("number", 900L + i), ("date", Day(i)), ("class", 1), ("payment_order_id", order), ("state", "Recorded"), ("reverses_movement_id", null),
            ("narrative", "Pago único"), ("recorded_at", Moment(i)), ("recorded_by", "operador"));
        await Insert(tx, "treasury_movement_lines", ("id", Id()), ("company_id", company), ("movement_id", movement), ("line_number", 1), ("treasury_account_id", treasury), ("side", i % 12 == 0 ? "Credit" : "Debit"), ("amount", Math.Abs(Amount())),
            ("currency", currency), ("local_amount", Math.Abs(Amount())), ("check_id", null));
    }

    private async Task JournalAsync(LedgerTransaction tx, long company, long account, long expense)
    {
        for (var i = 1; i <= 12; i++)
        {
            var (entry, amount) = (Id(), Math.Abs(Amount()) + 1);
            await Insert(tx, "journal_lines", ("id", Id()), ("company_id", company), ("entry_id", entry), ("line_number", 1), ("account_id", account), ("debit", amount), ("credit", 0L), ("foreign_currency", i % 3 == 0 ? "USD" : null), ("foreign_amount", i % 3 == 0 ? 5_0000L : null), ("narrative", null));
            await Insert(tx, "journal_lines", ("id", Id()), ("company_id", company), ("entry_id", entry), ("line_number", 2), ("account_id", expense), ("debit", 0L), ("credit", amount), ("foreign_currency", null), ("foreign_amount", null), ("narrative", "línea"));
            await Insert(tx, "journal_entries", ("id", entry), ("company_id", company), ("number", (long)i), ("date", Day(i * 3)), ("narrative", "Asiento " + Names[i % Names.Length]), ("source", i % 2 == 0 ? "Manual" : "PurchaseDocument"), ("source_id", null), ("reverses_entry_id", null),
                ("reversed_by_entry_id", null), ("total_debit", amount), ("total_credit", amount), ("posted_at", Moment(i)), ("posted_by", "operador"));
            await Insert(tx, "account_balances", ("id", Id()), ("company_id", company), ("account_id", i % 2 == 0 ? account : expense), ("period", 202600 + i), ("debit", amount), ("credit", Math.Abs(Amount())));
        }
    }

    private async Task ImportsAndProcessesAsync(LedgerTransaction tx, long company)
    {
        var (batch, user, schedule) = (Id(), Id(), Id());
        await Insert(tx, "import_batches", ("id", batch), ("company_id", company), ("kind", "purchase-register"), ("file_name", "compras.csv"), ("file_hash", "AB"), ("rows", 10), ("accepted", 7), ("rejected", 2), ("warned", 1), ("unchanged", 0),
            ("position", 10L), ("state", "Completed"), ("\"by\"", "operador"), ("at", Moment(1)), ("finished_at", Moment(2)), ("revision", 1));
        await Insert(tx, "users", ("id", user), ("display_name", "Ñico Pérez"), ("culture", "es"), ("is_active", true), ("user_name", $"nico{company}"), ("normalized_user_name", $"NICO{company}"), ("email", null), ("normalized_email", null),
            ("email_confirmed", false), ("password_hash", null), ("security_stamp", null), ("concurrency_stamp", null), ("phone_number", null), ("phone_number_confirmed", false), ("two_factor_enabled", false), ("lockout_end", null), ("lockout_enabled", true), ("access_failed_count", 0));
        foreach (var role in (string[])["Operator", "Auditor"])
        {
            await Insert(tx, "user_roles", ("id", Id()), ("company_id", company), ("user_id", user), ("role", role));
        }

        await Insert(tx, "schedules", ("id", schedule), ("company_id", company), ("name", "Noche"), ("definition_id", "nightly"), ("cron", "0 0 2 * * ?"), ("time_zone", "UTC"), ("misfire", "Skip"), ("input", null), ("is_paused", false), ("next_run_at", null), ("last_run_at", null), ("created_at", Moment(0)), ("updated_at", Moment(0)));
        for (var i = 0; i < 9; i++)
        {
            await Insert(tx, "import_lines", ("id", Id()), ("company_id", company), ("batch_id", batch), ("line_number", i + 2), ("verdict", i % 2 == 0 ? "Rejected" : "Warned"), ("code", "import.rut"), ("arguments", "[\"1-1\"]"), ("field", i % 3 == 0 ? null : "RUT"), ("value", i % 3 == 0 ? null : "1-1"), ("subject_id", null));
            await Insert(tx, "workflow_instances", ("id", Id()), ("company_id", company), ("definition_id", "pay"), ("version_id", "pay-1"), ("version", 1), ("sub_status", i % 7), ("correlation_id", i % 2 == 0 ? null : $"PM-{i}"), ("name", null), ("parent_instance_id", null), ("started_by", Names[i]), ("started_by_user_id", null),
                ("incident_count", i % 3), ("revision", 1), ("idempotency_key", null), ("created_at", Moment(i)), ("updated_at", Moment(i + 1)), ("finished_at", i % 4 == 0 ? Moment(i + 2) : null), ("state", new byte[] { 1 }));
            await Insert(tx, "schedule_runs", ("id", Id()), ("schedule_id", schedule), ("company_id", company), ("tick", $"t{i}"), ("due_at", Moment(i)), ("started_at", Moment(i)), ("instance_id", null), ("result", ((string[])["running", "finished", "cancelled", "faulted", "failed", "skipped"])[i % 6]), ("message", i % 2 == 0 ? null : "Falló"), ("by_name", "schedule"));
            await Insert(tx, "mails", ("id", Id()), ("company_id", company), ("recipients", "[\"a@example.org\",\"b@example.org\"]"), ("subject", Names[i]), ("body", "-"), ("is_html", false), ("instance_id", null), ("deduplication_key", null), ("state", ((string[])["queued", "sent", "failed"])[i % 3]), ("attempts", i), ("error", i % 3 == 2 ? "550" : null), ("created_at", Moment(i)), ("sent_at", null), ("next_attempt_at", null), ("claim", null));
            await Insert(tx, "audit_entries", ("id", Id()), ("company_id", company), ("sequence", 1_000L + i), ("at", Moment(i)), ("user_id", null), ("user_name", "operador"), ("instance_id", null), ("action", "supplier.changed"), ("subject_type", "supplier"), ("subject_id", $"{i}"), ("detail", "{}"), ("previous_hash", $"h{i}"), ("hash", $"h{i + 1}"));
        }
    }

    private static Task<int> Insert(LedgerTransaction tx, string table, params (string Column, object? Value)[] values) => tx.ExecuteAsync(
        $"insert into {table} ({string.Join(", ", values.Select(v => v.Column))}) values ({string.Join(", ", values.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}")))})",
        values.Select(v => v.Value).ToArray());

    private long Id() => ++_next;

    // Two decimals more than any currency has, near the largest that fits, and ties.
    private long Amount() => _random.Next(5) switch
    {
        0 => 10_000,
        1 => -_random.NextInt64(1, 1_000_000_000_000),
        2 => 5_000_000_000_000_001,
        _ => _random.NextInt64(1, 1_000_000_000_000),
    };

    private static int Day(int days) => DateNumberConverter.ToStored(new DateOnly(2026, 1, 20).AddDays(days));

    private static long Moment(int i) => new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero).AddHours(i * 5).ToUnixTimeMilliseconds();

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
