using System.Data.Common;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Ledger.Testing;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests;

/// <summary>A company's books on a fresh database, on a day that tests choose.</summary>
public sealed class LedgerBooks : IAsyncDisposable
{
    private readonly TestDatabase _test;

    private LedgerBooks(TestDatabase test, ManualClock clock)
    {
        _test = test;
        Clock = clock;
    }

    public ManualClock Clock { get; }

    public LedgerDatabase Database => _test.Database;

    public TestDatabase Test => _test;

    public Actor Actor { get; private set; } = Actor.System(0, "ana");

    public long CompanyId => Actor.CompanyId;

    public DateOnly Today { get; } = new(2026, 6, 15);

    public static DbContext Context(DbConnection connection) => new LedgerDb(
        LedgerDbContext.Options<LedgerDb>(
            connection is Npgsql.NpgsqlConnection ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite, connection, LedgerDb.HistoryTable));

    public static async Task<LedgerBooks> OpenAsync(DatabaseKind kind = DatabaseKind.Sqlite)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 6, 15, 15, 0, 0, TimeSpan.Zero));
        var books = new LedgerBooks(await TestDatabase.CreateAsync(kind, clock, Context), clock);
        books.Actor = Actor.System(await books.CompanyAsync("76192083-9", "Comercial Andes SpA"), "ana");
        return books;
    }

    public Task<long> CompanyAsync(string rut, string name) => Database.WriteAsync(Actor.System(0, "setup"), async setup =>
    {
        var company = await new CompanyService(setup).CreateAsync(new NewCompany(rut, name));
        await ChileanChart.CreateAsync(LedgerSession.Join(setup.Transaction, Actor.System(company.Id, "setup")));
        return company.Id;
    });

    public Task<T> WriteAsync<T>(Func<LedgerSession, Task<T>> work) => Database.WriteAsync(Actor, work);

    public Task WriteAsync(Func<LedgerSession, Task> work) => Database.WriteAsync(Actor, work);

    public Task<T> ReadAsync<T>(Func<LedgerDb, Task<T>> read) => Database.ReadAsync(CompanyId, read);

    public Task<long> AccountAsync(string code) => ReadAsync(db => db.Set<Account>().Where(a => a.Code == code).Select(a => a.Id).SingleAsync());

    public Task<long> BranchAsync() => ReadAsync(db => db.Set<Branch>().Select(b => b.Id).FirstAsync());

    public Task<Supplier> SupplierAsync(string rut = "12345678-5", string name = "Proveedor Uno") =>
        WriteAsync(session => new SupplierService(session).CreateAsync(new SupplierData(rut, name)));

    public async Task<TreasuryAccount> BankAsync(string currency = "CLP", bool usesDeferredChecks = false)
    {
        var account = await AccountAsync(ChileanChart.Bank);
        return await WriteAsync(session => new TreasuryAccounts(session).AddAsync(
            new TreasuryAccountData("B" + currency, "Banco", TreasuryAccountKind.Bank, currency, account) { UsesDeferredChecks = usesDeferredChecks }));
    }

    public Task<List<string>> AuditAsync() => Database.QueryAsync(
        "select action from audit_entries where company_id = $1 order by sequence", row => row.GetString(0), CompanyId);

    public ValueTask DisposeAsync() => _test.DisposeAsync();
}
