using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Demo;

/// <summary>
/// Sets up the demo company: each part is one unit of work and is left out when it is there, so that a demo that was
/// interrupted is completed and one that is complete is left alone.
/// </summary>
internal sealed class DemoCompany(LedgerDatabase database)
{
    /// <summary>The company's tax id; that of the register files.</summary>
    public const string CompanyRut = "76543219-7";

    // The foreign supplier is added last, with all else of its part.
    private const string LastSupplierRut = "59104270-K";

    // The company's day, not this machine's: late in the evening of Santiago it is tomorrow in UTC, and the importer
    // refuses documents of tomorrow.
    private DateOnly Today => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(database.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Santiago")).DateTime);

    /// <summary>Creates what is missing; returns the company and whether anything was.</summary>
    public async Task<(long CompanyId, bool Created)> EnsureAsync(string registerFolder, IProgress<(long Done, long Total)> progress)
    {
        var found = await database.QueryAsync("select id from companies where rut = $1", row => row.GetInt64(0), CompanyRut);
        var companyId = found.Count == 1 ? found[0] : await database.WriteAsync(
            Actor.System(0, "demo"), async outside => (await CreateAsync(outside, peopleMaySignIn: true)).Id);
        if (await IsCompleteAsync(database, companyId))
        {
            return (companyId, false);
        }

        await FillAsync(companyId, registerFolder, progress);
        return (companyId, true);
    }

    /// <summary>True when the demo company has all that <see cref="FillAsync"/> adds.</summary>
    public static Task<bool> IsCompleteAsync(LedgerDatabase database, long companyId) =>
        database.ReadAsync(companyId, db => db.Set<Supplier>().AnyAsync(s => s.Rut == LastSupplierRut));

    /// <summary>Adds documents and suppliers; what is there already is left alone.</summary>
    public async Task FillAsync(
        long companyId, string registerFolder, IProgress<(long Done, long Total)> progress, CancellationToken cancellationToken = default)
    {
        var actor = Actor.System(companyId, "demo");
        var files = DemoRegister.Files(registerFolder, Today);
        for (var i = 0; i < files.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report((i, files.Count + 1));
            await new PurchaseRegisterImporter(database, actor) { BranchCode = files[i].BranchCode }.RunAsync(files[i].File);
        }

        cancellationToken.ThrowIfCancellationRequested();
        progress.Report((files.Count, files.Count + 1));
        await database.WriteAsync(actor, CompleteAsync, CancellationToken.None);
        progress.Report((files.Count + 1, files.Count + 1));
    }

    /// <summary>Creates the company with branches, accounts, people, treasury and rates, in the caller's unit of work.</summary>
    /// <param name="outside">The unit of work.</param>
    /// <param name="peopleMaySignIn">False to deactivate the people: everybody knows their password.</param>
    public async Task<Company> CreateAsync(LedgerSession outside, bool peopleMaySignIn)
    {
        var company = await new CompanyService(outside).CreateAsync(new NewCompany(CompanyRut, "Comercial Austral SpA"));
        var session = LedgerSession.Join(outside.Transaction, Actor.System(company.Id, "demo"));
        var companies = new CompanyService(session);
        await companies.AddBranchAsync(2, "Valparaíso");
        await companies.AddBranchAsync(3, "Concepción");
        await ChileanChart.CreateAsync(session);
        var users = new UserService(session);
        foreach (var person in DemoPeople.All)
        {
            var user = await users.CreateAsync(new NewUser(person.UserName, person.DisplayName, $"{person.UserName}@austral.example", DemoPeople.Password));
            await users.GrantAsync(user.Id, person.Role);
            if (!peopleMaySignIn)
            {
                await users.SetActiveAsync(user.Id, false);
            }
        }

        await AddTreasuryAsync(session);
        var rates = new ExchangeRateService(session);
        for (var day = 0; day < 130; day++)
        {
            await rates.SetAsync("USD", Today.AddDays(-day), 948.5m + (day * 37 % 29) - (day / 10m));
        }

        return company;
    }

    private static async Task AddTreasuryAsync(LedgerSession session)
    {
        var chart = new ChartOfAccounts(session);
        var bank = (await chart.ByCodeAsync(ChileanChart.Bank)).Id;
        var foreign = (await chart.ByCodeAsync(ChileanChart.BankForeign)).Id;
        var payables = (await chart.ByCodeAsync(ChileanChart.Payables)).Id;
        var accounts = new TreasuryAccounts(session);
        var current = await accounts.AddAsync(new("BANCO", "Banco de la Plaza, cuenta corriente", TreasuryAccountKind.Bank, "CLP", bank)
        {
            BankCode = "037",
            Number = "0012345678",
        });
        var deferred = await accounts.AddAsync(new("BANCO-DIF", "Banco del Puerto, cheques diferidos", TreasuryAccountKind.Bank, "CLP", bank)
        {
            BankCode = "012",
            Number = "8800112233",
            UsesDeferredChecks = true,
        });
        await accounts.AddAsync(new("BANCO-USD", "Banco de la Plaza, dólares", TreasuryAccountKind.Bank, "USD", foreign) { BankCode = "037", Number = "5100998877" });
        var debit = await accounts.AddAsync(new("PROVEEDORES", "Proveedores, cuenta a debitar", TreasuryAccountKind.Other, "CLP", payables));
        await accounts.AddAsync(new("CAJA", "Caja chica", TreasuryAccountKind.Cash, "CLP", (await chart.ByCodeAsync(ChileanChart.Cash)).Id));
        var checkbooks = new Checkbooks(session);
        await checkbooks.AddAsync(current.Id, "Chequera 1", 100_001, 100_500);
        await checkbooks.AddAsync(deferred.Id, "Chequera diferida", 700_001, 700_200, isDeferred: true);
        var parameters = new ParameterService(session);
        await parameters.SetAsync((await parameters.GetAsync<PurchasingParameters>()) with
        {
            DefaultPaymentAccountId = current.Id,
            DefaultDebitAccountId = debit.Id,
        });
    }

    // What the register does not know: bank accounts, means of payment, classifications, differences, foreign currency.
    private async Task CompleteAsync(LedgerSession session)
    {
        var treasury = await session.Db.Set<TreasuryAccount>().ToDictionaryAsync(a => a.Code);
        var suppliers = new SupplierService(session);
        var known = await session.Db.Set<Supplier>().OrderBy(s => s.Rut).AsNoTracking().ToListAsync();
        for (var i = 0; i < known.Count; i++)
        {
            await suppliers.ChangeAsync(known[i].Id, new SupplierData(known[i].Rut, known[i].Name)
            {
                Code = known[i].Code,
                Email = $"pagos{i + 1}@proveedores.example",
                EnabledForMassPayments = i % 19 != 7,
                UsualPaymentAccountId = i % 3 == 0 ? treasury["BANCO"].Id : null,
                UsuallyPaysByCheck = i % 6 == 0,
                BankCode = i % 2 == 0 ? "037" : "012",
                BankAccountNumber = FormattableString.Invariant($"{70_010_000 + (i * 137)}"),
                BankAccountKind = BankAccountKind.Checking,
                BankAccountHolderRut = known[i].Rut,
                PaymentTermDays = i % 5 == 0 ? 45 : null,
            });
        }

        await ClassifyAsync(session);
        await new SavedFilters(session).SaveAsync(new NamedFilter("vence-esta-semana", new PayableFilter(), DueWithinDays: 7));
        await AddForeignAsync(session, suppliers);
    }

    private static async Task ClassifyAsync(LedgerSession session)
    {
        var documents = new PurchaseDocumentService(session);
        var services = await documents.AddClassificationAsync("SERV", "Servicios");
        var goods = await documents.AddClassificationAsync("MERC", "Mercaderías");
        var open = await session.Db.Set<PurchaseDocument>().Where(d => d.Kind == DocumentKind.Invoice).OrderBy(d => d.Id)
            .Select(d => new { d.Id, d.SiiType, d.Total }).ToListAsync();
        for (var i = 0; i < open.Count; i++)
        {
            if (i % 4 == 0)
            {
                await documents.ClassifyAsync(open[i].Id, open[i].SiiType == 34 ? services.Id : goods.Id);
            }

            if (i % 60 == 31)
            {
                await documents.SetDifferenceAsync(open[i].Id, Math.Floor(open[i].Total / 10));
            }
        }
    }

    private async Task AddForeignAsync(LedgerSession session, SupplierService suppliers)
    {
        var branch = await session.Db.Set<Branch>().SingleAsync(b => b.IsHeadOffice);
        var documents = new PurchaseDocumentService(session);
        foreach (var (rut, name, invoices) in ((string, string, decimal[])[])
            [("59100230-9", "Patagonia Software Inc.", [1250.5m, 980m, 2310.25m]), (LastSupplierRut, "Southern Parts LLC", [4300m, 655.9m])])
        {
            var supplier = await suppliers.CreateAsync(new SupplierData(rut, name) { ForeignCurrencyClause = true, Currency = "USD" });
            for (var i = 0; i < invoices.Length; i++)
            {
                var date = Today.AddDays(-20 - (i * 17));
                await documents.RegisterAsync(new NewPurchaseDocument
                {
                    BranchId = branch.Id,
                    SupplierId = supplier.Id,
                    SiiType = 34,
                    Number = 5000 + i,
                    IssueDate = date,
                    Currency = "USD",
                    ExchangeRate = await ExchangeRateService.FindAsync(session.Db, "USD", date) ?? 950m,
                    Exempt = invoices[i],
                    Total = invoices[i],
                });
            }
        }
    }
}
