using Ledger.Api.Hosting;
using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.Parameters;
using Ledger.Domain.Treasury;
using Ledger.Domain.Users;
using Ledger.Foundation;
using Microsoft.Data.Sqlite;

namespace Ledger.Api.Scenarios;

/// <summary>
/// The database that every scenario starts from: migrated once in a process, with a company, its chart of accounts, its
/// bank accounts and its people. A scenario gets a copy of the file.
/// </summary>
internal sealed class ScenarioTemplate : IDisposable
{
    /// <summary>The company's tax id; register files must be this company's.</summary>
    public const string CompanyRut = "76543219-7";

    // Before any scenario, so that keys made later are larger.
    private static readonly DateTimeOffset Founded = new(2020, 1, 1, 15, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Shown, Role[] Roles)[] People =
    [
        ("ana", "Ana Rojas", [Role.Operator]),
        ("oscar", "Óscar Díaz", [Role.Operator]),
        ("beto", "Beto Soto", [Role.Approver]),
        ("carla", "Carla Pérez", [Role.Operator, Role.Approver]),
        ("paula", "Paula Vera", [Role.ProcessOwner]),
        ("eva", "Eva Lagos", [Role.Administrator]),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-scenario-base-");
    private readonly Lazy<Task<string>> _file;

    /// <summary>Nothing is made before the first copy.</summary>
    public ScenarioTemplate() => _file = new Lazy<Task<string>>(CreateAsync);

    /// <summary>Copies the database to a file.</summary>
    public async Task CopyAsync(string path) => File.Copy(await _file.Value, path);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> CreateAsync()
    {
        var file = Path.Combine(_folder.FullName, "base.db");
        await using (var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(file), new MovedClock(Founded)))
        {
            await LedgerHost.MigrateAsync(database, CancellationToken.None);
            await database.WriteAsync(Actor.System(0, "scenario"), FoundAsync);
        }

        // One file, without a log beside it, is what can be copied.
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "pragma wal_checkpoint(truncate)";
            checkpoint.ExecuteNonQuery();
        }

        return file;
    }

    private static async Task FoundAsync(LedgerSession outside)
    {
        var company = await new CompanyService(outside).CreateAsync(new NewCompany(CompanyRut, "Comercial Austral SpA"));
        var session = LedgerSession.Join(outside.Transaction, Actor.System(company.Id, "scenario"));
        await ChileanChart.CreateAsync(session);
        var users = new UserService(session);
        foreach (var (name, shown, roles) in People)
        {
            // Nobody signs in here: the password is never asked for.
            var user = await users.CreateAsync(new NewUser(name, shown, $"{name}@austral.example", $"never-asked-{Guid.NewGuid():N}"));
            foreach (var role in roles)
            {
                await users.GrantAsync(user.Id, role);
            }
        }

        await new ExchangeRateService(session).SetAsync("USD", DateOnly.FromDateTime(Founded.DateTime), 950m);
        var chart = new ChartOfAccounts(session);
        var bank = (await chart.ByCodeAsync(ChileanChart.Bank)).Id;
        var accounts = new TreasuryAccounts(session);
        var current = await accounts.AddAsync(new("BANCO", "Banco de la Plaza", TreasuryAccountKind.Bank, "CLP", bank) { BankCode = "037", Number = "0012345678" });
        var debit = await accounts.AddAsync(new(
            "PROVEEDORES", "Proveedores, cuenta a debitar", TreasuryAccountKind.Other, "CLP", (await chart.ByCodeAsync(ChileanChart.Payables)).Id));
        await accounts.AddAsync(new("CAJA", "Caja chica", TreasuryAccountKind.Cash, "CLP", (await chart.ByCodeAsync(ChileanChart.Cash)).Id));
        await new Checkbooks(session).AddAsync(current.Id, "Chequera 1", 100_001, 100_500);
        var parameters = new ParameterService(session);
        await parameters.SetAsync((await parameters.GetAsync<PurchasingParameters>()) with
        {
            DefaultPaymentAccountId = current.Id,
            DefaultDebitAccountId = debit.Id,
        });
        await session.SaveAsync();
    }
}
