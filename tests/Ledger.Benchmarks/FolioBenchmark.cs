using Ledger.Api.Folios;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Benchmarks;

/// <summary>Folios issued from one book by callers at once, each a unit of work with its lock, its number and its row, against commits of one row (F10).</summary>
public sealed class FolioBenchmark : IBenchmark
{
    private const int Callers = 16;
    private const int Kind = 52;
    private const int Folios = 5_000_000;

    public string Name => "folios";

    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        using var commits = new RawCommits(folder.Path);
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder.Path, "ledger.db")));
        await SchemaMigrator.MigrateAsync(database, [c => new LedgerDb(LedgerDbContext.Options<LedgerDb>(database.Kind, c, LedgerDb.HistoryTable))]);
        var (actor, book) = await BookAsync(database);
        foreach (var atATime in new[] { 1, Callers })
        {
            var raw = commits.Measure(TimeSpan.FromSeconds(1));
            var result = await Measurement.MedianAsync(atATime, TimeSpan.FromSeconds(2), _ => database.WriteAsync(
                actor, session => new FolioNumbers(session).NextAsync(book, Guid.NewGuid().ToString("N"))));
            report.AddRatio($"folios issued, {atATime} at a time", result.PerSecond, "/s", raw, atATime == Callers ? 0.5 : 0.2);
        }

        var account = (await FolioConservation.CheckAsync(database, actor.CompanyId)).Single();
        if (account.Problems.Count > 0)
        {
            throw new InvalidOperationException($"The account of the folios does not close: {string.Join(", ", account.Problems)}.");
        }
    }

    private static async Task<(Actor Actor, long Book)> BookAsync(LedgerDatabase database)
    {
        var company = await database.WriteAsync(Actor.System(0), session => new CompanyService(session).CreateAsync(new NewCompany("76192083-9", "Medida SpA")));
        var actor = Actor.System(company.Id, "benchmark");
        var maker = new FolioFileMaker();
        var vault = new FolioKeyVault(new EphemeralDataProtectionProvider());
        var file = maker.Make(company.Rut, company.Name, Kind, 1, Folios, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1));
        var given = await FolioFile.ReadAsync("folios.xml", new MemoryStream(file));
        var book = await database.WriteAsync(actor, async session =>
        {
            await new FolioImports(session, vault, maker.Keys).ImportAsync(given);
            var branch = await session.Db.Set<Branch>().Select(b => b.Id).FirstAsync();
            await new FolioQuantities(session).SetAsync(branch, Kind, Folios);
            await new FolioRequests(session).RequestAsync(branch, Kind);
            await new FolioAssigner(session).RunAsync();
            return (await new FolioBooks(session).AddAsync(new NewFolioBook(branch, Kind, "Guías"))).Id;
        });
        return (actor, book);
    }
}
