using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Ledger.Foundation;
using Ledger.Testing;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.MassPayments;

/// <summary>A company with books, treasury and suppliers on a real database, and short ways to do what the tests do often.</summary>
public sealed class PaymentBooks : IAsyncDisposable
{
    public const long CompanyId = 1;
    public const decimal Rate = 950m;
    public static readonly DateOnly Today = new(2026, 11, 20);
    private int _documents;

    private PaymentBooks(TestDatabase test) => Test = test;

    public TestDatabase Test { get; }

    public LedgerDatabase Database => Test.Database;

    public Actor Ana { get; } = new(CompanyId, 11, "ana");

    public Actor Beto { get; } = new(CompanyId, 12, "beto");

    public long HeadOffice { get; private set; }

    public long South { get; private set; }

    public TreasuryAccount Bank { get; private set; } = null!;

    public TreasuryAccount DeferredBank { get; private set; } = null!;

    public TreasuryAccount Transfers { get; private set; } = null!;

    public TreasuryAccount Till { get; private set; } = null!;

    public TreasuryAccount Charged { get; private set; } = null!;

    public Checkbook Checkbook { get; private set; } = null!;

    public Checkbook DeferredCheckbook { get; private set; } = null!;

    public static async Task<PaymentBooks> CreateAsync(DatabaseKind kind = DatabaseKind.Sqlite, bool headOffice = true, TimeProvider? clock = null)
    {
        var time = clock ?? Clock();
        var books = new PaymentBooks(await TestDatabase.CreateAsync(kind, time, LedgerBooks.Context));
        await books.DoAsync(books.Ana, session => books.BuildAsync(session, headOffice));
        return books;
    }

    public static ManualClock Clock() => new(new DateTimeOffset(Today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));

    public Task DoAsync(Actor actor, Func<LedgerSession, Task> work) => Database.WriteAsync(actor, work);

    public Task<T> DoAsync<T>(Actor actor, Func<LedgerSession, Task<T>> work) => Database.WriteAsync(actor, work);

    public Task<T> ReadAsync<T>(Func<LedgerDb, Task<T>> read) => Database.ReadAsync(CompanyId, read);

    public Task ParametersAsync(Func<PurchasingParameters, PurchasingParameters> change) => DoAsync(Ana, async session =>
    {
        var parameters = new ParameterService(session);
        await parameters.SetAsync(change(await parameters.GetAsync<PurchasingParameters>()));
    });

    public Task<Supplier> SupplierAsync(string code, Action<Supplier>? change = null) => DoAsync(Ana, async session =>
    {
        var supplier = new Supplier
        {
            Id = session.NewId(),
            CompanyId = CompanyId,
            Code = code,
            Rut = $"R{code}",
            Name = $"Proveedor {code}",
            CreatedAt = session.Now,
        };
        change?.Invoke(supplier);
        session.Db.Add(supplier);
        await session.SaveAsync();
        return supplier;
    });

    public Task<Supplier> SupplierFindAsync(string code) => ReadAsync(db => db.Set<Supplier>().SingleAsync(s => s.Code == code));

    /// <summary>A document with instalments of the given amounts, due 30 days apart after its issue date; a note has one.</summary>
    public Task<Paper> DocumentAsync(Supplier supplier, DocumentKind kind, decimal[] amounts, Action<PurchaseDocument>? change = null, DateOnly? issued = null, string currency = "CLP", decimal rate = 1m) =>
        DoAsync(Ana, async session =>
        {
            var number = Interlocked.Increment(ref _documents);
            var issue = issued ?? Today.AddDays(-10);
            var document = new PurchaseDocument
            {
                Id = session.NewId(),
                CompanyId = CompanyId,
                BranchId = HeadOffice,
                SupplierId = supplier.Id,
                Kind = kind,
                SiiType = kind switch { DocumentKind.Invoice => 33, DocumentKind.DebitNote => 56, _ => 61 },
                Number = number,
                IssueDate = issue,
                AccountingDate = issue,
                Currency = currency,
                ExchangeRate = rate,
                Total = amounts.Sum(),
                OpenAmount = amounts.Sum(),
                PurchaseKind = PurchaseKind.Business,
                State = kind == DocumentKind.Invoice ? DocumentState.Pending : DocumentState.OnAccount,
                CreatedAt = session.Now,
            };
            change?.Invoke(document);
            session.Db.Add(document);
            var installments = amounts.Select((amount, i) => new Installment
            {
                Id = session.NewId(),
                CompanyId = CompanyId,
                DocumentId = document.Id,
                Number = i + 1,
                DueDate = kind == DocumentKind.Invoice ? issue.AddDays(30 * (i + 1)) : issue,
                Amount = amount,
                Pending = amount,
            }).ToList();
            session.Db.AddRange(installments);
            await session.SaveAsync();
            var sign = kind == DocumentKind.CreditNote ? -1 : 1;
            await new SupplierBalances(session).AddAsync(supplier.Id, new Money(sign * amounts.Sum(), currency));
            return new Paper(document.Id, [.. installments.Select(i => i.Id)], $"{document.SiiType}-{number}");
        });

    public Task<Paper> InvoiceAsync(Supplier supplier, params decimal[] amounts) => DocumentAsync(supplier, DocumentKind.Invoice, amounts);

    public Task<Paper> CreditAsync(Supplier supplier, decimal amount) => DocumentAsync(supplier, DocumentKind.CreditNote, [amount]);

    public Task<Paper> DebitAsync(Supplier supplier, decimal amount) => DocumentAsync(supplier, DocumentKind.DebitNote, [amount]);

    public static MassPaymentDraft Draft(params long[] installmentIds) =>
        new(Today, Today.AddDays(5), "CLP", Rate, new PayableSelection { InstallmentIds = installmentIds });

    public static MassPaymentDraft Draft(PayableSelection selection) => new(Today, Today.AddDays(5), "CLP", Rate, selection);

    public Task<MassPayment> EnterAsync(params long[] installmentIds) => DoAsync(Ana, session => new MassPaymentEntry(session).EnterAsync(Draft(installmentIds)));

    public Task<MassPayment> AuthorizeAsync(MassPayment payment) =>
        DoAsync(Beto, session => new MassPaymentAuthorization(session).AuthorizeAsync(payment.Id, null));

    public async Task<MassPayment> AuthorizedAsync(params long[] installmentIds) => await AuthorizeAsync(await EnterAsync(installmentIds));

    public Task<MassPaymentProgress> PrepareAsync(MassPayment payment, GenerationFunds? funds = null) =>
        DoAsync(Ana, session => new MassPaymentGeneration(session).PrepareAsync(payment.Id, funds ?? new GenerationFunds(), null));

    public Task<MassPaymentProgress> PayChunkAsync(MassPayment payment, int suppliers = 100) =>
        DoAsync(Ana, session => new MassPaymentGeneration(session).RunChunkAsync(payment.Id, suppliers));

    /// <summary>Prepares and pays all of it.</summary>
    public async Task<MassPayment> PayAsync(MassPayment payment, GenerationFunds? funds = null)
    {
        await PrepareAsync(payment, funds);
        while (!(await PayChunkAsync(payment)).IsFinished)
        {
        }

        return await FindAsync(payment.Id);
    }

    public async Task<MassPayment> AnnulAsync(MassPayment payment, int chunk = 100)
    {
        await DoAsync(Ana, session => new MassPaymentAnnulment(session).BeginAsync(payment.Id, null));
        while (!(await DoAsync(Ana, session => new MassPaymentAnnulment(session).RunChunkAsync(payment.Id, chunk, "error de carga"))).IsFinished)
        {
        }

        return await FindAsync(payment.Id);
    }

    public Task<List<T>> AllAsync<T>()
        where T : class => ReadAsync(db => db.Set<T>().ToListAsync());

    public Task<MassPayment> FindAsync(long id) => ReadAsync(db => new MassPaymentQueries(db).GetAsync(id));

    public Task<List<MassPaymentItem>> ItemsAsync(long id) => ReadAsync(db => db.Set<MassPaymentItem>().Where(i => i.MassPaymentId == id).ToListAsync());

    public Task<PurchaseDocument> DocumentAsync(long id) => ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync(d => d.Id == id));

    public Task<Installment> InstallmentAsync(long id) => ReadAsync(db => db.Set<Installment>().SingleAsync(i => i.Id == id));

    /// <summary>The refusal of <paramref name="work"/>; fails when it is not refused, or when a row of the domain changed nevertheless.</summary>
    public async Task<DomainException> RefusedAsync(Actor actor, Func<LedgerSession, Task> work, string code)
    {
        var before = await ContentAsync();
        DomainException? refusal = null;

        // The refusal is caught inside the unit of work, so that what was written before it would be committed.
        await DoAsync(actor, async session =>
        {
            refusal = (await FluentActions.Awaiting(() => work(session)).Should().ThrowAsync<DomainException>()).Which;
        });
        refusal!.Code.Should().Be(code);
        (await ContentAsync()).Should().BeEquivalentTo(before, "a refusal changes nothing");
        return refusal;
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    public async Task<List<string>> ContentAsync()
    {
        var content = new List<string>();
        foreach (var table in new[] { "mass_payments", "mass_payment_items", "mass_payment_suppliers", "installments", "purchase_documents", "payment_orders", "allocations", "supplier_balances", "checks", "treasury_movements", "journal_entries" })
        {
            content.AddRange(await Database.QueryAsync($"select * from {table}", row => table + string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row[i]))));
        }

        return content;
    }

    private async Task BuildAsync(LedgerSession session, bool headOffice)
    {
        session.Db.Add(new Company { Id = CompanyId, Rut = "76192083-9", Name = "Comercial Andes", LocalCurrency = "CLP", ForeignCurrency = "USD", IsHeadOfficeInstallation = headOffice });
        var main = new Branch { Id = session.NewId(), CompanyId = CompanyId, Code = 1, Name = "Santiago", IsHeadOffice = true };
        var south = new Branch { Id = session.NewId(), CompanyId = CompanyId, Code = 2, Name = "Concepción" };
        session.Db.AddRange(main, south);
        (HeadOffice, South) = (main.Id, south.Id);
        await session.SaveAsync();
        await ChileanChart.CreateAsync(session);
        var chart = new ChartOfAccounts(session);
        Bank = await TreasuryAsync(session, "BCO", TreasuryAccountKind.Bank, (await chart.ByCodeAsync(ChileanChart.Bank)).Id);
        DeferredBank = await TreasuryAsync(session, "DIF", TreasuryAccountKind.Bank, (await chart.ByCodeAsync(ChileanChart.Bank)).Id, deferred: true);
        Transfers = await TreasuryAsync(session, "TRF", TreasuryAccountKind.Other, (await chart.ByCodeAsync(ChileanChart.PaymentsInTransit)).Id);
        Till = await TreasuryAsync(session, "CAJ", TreasuryAccountKind.Cash, (await chart.ByCodeAsync(ChileanChart.Cash)).Id);
        Charged = await TreasuryAsync(session, "PRV", TreasuryAccountKind.Other, (await chart.ByCodeAsync(ChileanChart.Payables)).Id);
        Checkbook = new Checkbook { Id = session.NewId(), CompanyId = CompanyId, TreasuryAccountId = Bank.Id, Name = "Serie A", FirstNumber = 1001, LastNumber = 1200, NextNumber = 1001, IsAvailable = true };
        DeferredCheckbook = new Checkbook { Id = session.NewId(), CompanyId = CompanyId, TreasuryAccountId = DeferredBank.Id, Name = "Serie D", FirstNumber = 1, LastNumber = 200, NextNumber = 1, IsAvailable = true, IsDeferred = true };
        session.Db.AddRange(Checkbook, DeferredCheckbook);
        await session.SaveAsync();
        await new ParameterService(session).SetAsync(new PurchasingParameters { DefaultDebitAccountId = Charged.Id, DefaultPaymentAccountId = Transfers.Id });
    }

    private static Task<TreasuryAccount> TreasuryAsync(LedgerSession session, string code, TreasuryAccountKind kind, long accountId, bool deferred = false)
    {
        var account = new TreasuryAccount
        {
            Id = session.NewId(),
            CompanyId = CompanyId,
            Code = code,
            Name = $"Cuenta {code}",
            Kind = kind,
            Currency = "CLP",
            UsesDeferredChecks = deferred,
            AccountId = accountId,
        };
        session.Db.Add(account);
        return Task.FromResult(account);
    }
}
