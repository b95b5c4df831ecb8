using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Ledger.Domain.Parameters;
using Ledger.Foundation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Folios;

/// <summary>A company with a head office and two branches, ready for the folio circuit.</summary>
public sealed class FolioBranches : IAsyncDisposable
{
    public const int Quantity = 10;

    private FolioBranches(LedgerBooks books) => Books = books;

    public LedgerBooks Books { get; }

    public IFolioKeyVault Vault { get; } = new FolioKeyVault(new EphemeralDataProtectionProvider());

    /// <summary>Branch code to key; 1 is head office.</summary>
    public Dictionary<int, long> Branches { get; } = [];

    public LedgerDatabase Database => Books.Database;

    /// <summary>Opens an installation.</summary>
    /// <param name="kind">The database.</param>
    /// <param name="parameters">How its circuit runs.</param>
    /// <param name="branches">How many branches there are beside head office.</param>
    public static async Task<FolioBranches> OpenAsync(DatabaseKind kind, FolioParameters? parameters = null, int branches = 2)
    {
        var site = new FolioBranches(await LedgerBooks.OpenAsync(kind));
        for (var code = 2; code <= branches + 1; code++)
        {
            var number = code;
            await site.Books.WriteAsync(s => new CompanyService(s).AddBranchAsync(number, $"Sucursal {number}"));
        }

        foreach (var branch in await site.Books.ReadAsync(db => db.Set<Branch>().ToListAsync()))
        {
            site.Branches[branch.Code] = branch.Id;
            await site.Books.WriteAsync(s => new FolioQuantities(s).SetAsync(branch.Id, 33, Quantity));
        }

        await site.Books.WriteAsync(s => new ParameterService(s).SetAsync(
            (parameters ?? new FolioParameters()) with { BranchMailRecipients = ["sucursal@andes.cl"], HeadOfficeMailRecipients = ["central@andes.cl", "jefa@andes.cl"] }));
        return site;
    }

    public Task<FolioImportResult> ImportAsync(long first = 1, long last = 1000, int type = 33, string authorizedOn = "2026-06-01") =>
        Books.WriteAsync(s => new FolioImports(s, Vault, CafFixture.Keys).ImportAsync(CafFixture.File(type, first, last, authorizedOn)));

    public Task<string> RequestAsync(int branch, string workstation = "", int type = 33) =>
        Books.WriteAsync(s => new FolioRequests(s).RequestAsync(Branches[branch], type, workstation));

    public Task<IReadOnlyList<FolioAssignmentOutcome>> AssignAsync() => Books.WriteAsync(s => new FolioAssigner(s).RunAsync());

    public Task<IReadOnlyList<FolioWatchOutcome>> WatchAsync(int? branch = null) =>
        Books.WriteAsync(s => new FolioWatch(s).RunAsync(branch is { } code ? Branches[code] : null));

    public async Task<FolioWatchOutcome> WatchOneAsync(int branch) => (await WatchAsync(branch)).Single();

    public Task<FolioBook> AddBookAsync(int branch, string workstation = "", int quantityThreshold = 2, int daysThreshold = 30) => Books.WriteAsync(
        s => new FolioBooks(s).AddAsync(new NewFolioBook(Branches[branch], 33, $"Talonario {branch}{workstation}", quantityThreshold, daysThreshold, workstation)));

    /// <summary>A book with its first ten folios, the way a person gets one.</summary>
    public async Task<FolioBook> NewBookAsync(int branch, string workstation = "", int quantityThreshold = 2)
    {
        await RequestAsync(branch, workstation);
        await AssignAsync();
        return await AddBookAsync(branch, workstation, quantityThreshold);
    }

    public Task<IssuedFolio> NextAsync(long book, string? request = null) =>
        Books.WriteAsync(s => new FolioNumbers(s).NextAsync(book, request ?? Guid.NewGuid().ToString()));

    public async Task<List<long>> UseAsync(long book, int count)
    {
        var numbers = new List<long>();
        for (var i = 0; i < count; i++)
        {
            numbers.Add((await NextAsync(book)).Number);
        }

        return numbers;
    }

    public Task<FolioBookStanding> StandingAsync(long book) => Books.WriteAsync(s => new FolioBooks(s).StandingAsync(book));

    public Task<IReadOnlyList<FolioMail>> MailsAsync(FolioEnd end) => Books.WriteAsync(s => new FolioMails(s).TakeDueAsync(end));

    public FolioQueries Queries => new(Database, Books.CompanyId);

    public void Pass(int days) => Books.Clock.Now = Books.Clock.Now.AddDays(days);

    /// <summary>Every folio is where it should be.</summary>
    public async Task<IReadOnlyList<FolioBalance>> BalanceAsync()
    {
        var balances = await FolioConservation.CheckAsync(Database, Books.CompanyId);
        balances.Where(b => b.Problems.Count > 0).Should().BeEmpty();
        return balances;
    }

    public ValueTask DisposeAsync() => Books.DisposeAsync();
}
