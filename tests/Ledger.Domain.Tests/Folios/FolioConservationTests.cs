using System.Collections.Concurrent;
using Ledger.Domain.Folios;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace Ledger.Domain.Tests.Folios;

/// <summary>No folio is issued twice or lost, whatever is done in whatever order and wherever it breaks off (F10), on both databases.</summary>
[Trait("row", "F10")]
public abstract class FolioConservationContract(DatabaseKind kind, ITestOutputHelper output)
{
    private const int Workers = 4;
    private const int StepsOfAWorker = 600;
    private const int StepsOfTheLine = 700;
    private static readonly int[] Kinds = [33, 39];

    [Fact]
    public async Task ManyBranchesAtOnce_WithCrashes_LoseAndDoubleNothing()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var site = await FolioBranches.OpenAsync(kind, branches: 3);
        await site.Books.WriteAsync(s => QuantitiesAsync(s, site));
        var issued = new ConcurrentDictionary<(long Authorization, long Number), string>();
        var imported = 0L;
        var counts = new ConcurrentDictionary<string, int>();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(seed + worker);
            for (var step = 0; step < StepsOfAWorker; step++)
            {
                await StepAsync(site, [1, 2, 3, 4], random, $"{worker}/{step}", worker == 0, () => Interlocked.Add(ref imported, 40), issued, counts);
                if (step % 100 == 99)
                {
                    await site.BalanceAsync(); // while the others go on
                }
            }
        })));

        output.WriteLine(string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}")));
        await CheckAsync(site, issued.Keys);
        counts.GetValueOrDefault("next").Should().BeGreaterThan(100);
        counts.GetValueOrDefault("crash").Should().BeGreaterThan(100);
    }

    [Fact]
    public async Task TwoInstallations_WithCrashesAndALineThatRepeats_LoseAndDoubleNothing()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var line = await FolioLine.OpenAsync(kind);
        await line.Central.Books.WriteAsync(s => QuantitiesAsync(s, line.Central));
        var random = new Random(seed);
        var issued = new ConcurrentDictionary<(long, long), string>();
        var counts = new ConcurrentDictionary<string, int>();
        var imported = 0L;
        for (var step = 0; step < StepsOfTheLine; step++)
        {
            var name = $"s{step}";
            switch (random.Next(10))
            {
                case 0 or 1:
                    await StepAsync(line.Central, [1, 3], random, name, true, () => imported += 40, issued, counts);
                    break;
                case 2:
                    await FolioLine.CarryAsync(line.Central, line.Branch, random.Next(3) == 0);
                    break;
                case 3:
                    await FolioLine.CarryAsync(line.Branch, line.Central, random.Next(3) == 0);
                    break;
                default:
                    await StepAsync(line.Branch, [2], random, name, false, () => 0, issued, counts);
                    break;
            }

            if (step % 100 == 99)
            {
                await line.Central.BalanceAsync();
                await line.Branch.BalanceAsync();
            }
        }

        await line.DrainAsync();
        output.WriteLine(string.Join(", ", counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}")));
        var (central, branch) = (await PlacesAsync(line.Central), await PlacesAsync(line.Branch));
        await line.Central.BalanceAsync();
        await line.Branch.BalanceAsync();
        counts.GetValueOrDefault("next").Should().BeGreaterThan(20);

        // With nothing on the way, head office's account of what is at branch 2 is what branch 2 has.
        var away = central.Where(p => p.Value is (FolioPlace.Assigned, 2)).Select(p => p.Key).Order().ToList();
        var there = branch.Where(p => p.Value.Place != FolioPlace.Returned && p.Value.Branch == 2).Select(p => p.Key).Order().ToList();
        there.Should().Equal(away);
    }

    private static async Task QuantitiesAsync(LedgerSession session, FolioBranches site)
    {
        foreach (var branch in site.Branches.Values)
        {
            foreach (var type in Kinds)
            {
                await new FolioQuantities(session).SetAsync(branch, type, type == 33 ? 13 : 7);
            }
        }
    }

    /// <summary>Does something at random; now and then the process dies before the commit, and nothing of it may stay.</summary>
    private async Task StepAsync(
        FolioBranches site, int[] branches, Random random, string name, bool isHeadOffice, Func<long> nextRange, ConcurrentDictionary<(long, long), string> issued,
        ConcurrentDictionary<string, int> counts)
    {
        var (dies, choice, branch, type) = (random.Next(7) == 0, random.Next(100), branches[random.Next(branches.Length)], Kinds[random.Next(Kinds.Length)]);
        var workstation = random.Next(3) == 0 ? "CAJA" : "";
        var (first, book) = (0L, random.Next());
        IssuedFolio? folio = null;
        if (isHeadOffice && choice < 12)
        {
            first = nextRange() - 39;
        }

        Func<LedgerSession, Task> work = (isHeadOffice, choice) switch
        {
            (true, < 12) => s => new FolioImports(s, site.Vault, CafFixture.Keys).ImportAsync(CafFixture.File(
                type, first, first + 39, DateOnly.FromDateTime(site.Books.Clock.Now.DateTime).AddDays(-random.Next(170)).ToString("O", System.Globalization.CultureInfo.InvariantCulture))),
            (true, < 45) => s => new FolioAssigner(s).RunAsync(),
            (true, < 50) => s => { site.Pass(3); return Task.CompletedTask; }
            ,
            (true, < 55) => s => new FolioMails(s).TakeDueAsync(FolioEnd.HeadOffice),
            (_, < 12) => s => new FolioWatch(s).RunAsync(site.Branches[branch]),
            (_, < 16) => s => new FolioRequests(s).RequestAsync(site.Branches[branch], type, workstation),
            (_, < 24) => s => new FolioBooks(s).AddAsync(new NewFolioBook(site.Branches[branch], type, name, 3, 20, workstation)),
            (_, < 28) => async s => await new FolioReturns(s).ReturnAsync(await BookAsync(s, book), "al azar", null, random.Next(2) == 0 ? null : random.Next(1, 400)),
            (_, < 30) => s => new FolioMails(s).TakeDueAsync(FolioEnd.Branch),
            (_, < 32) => async s => await new FolioBooks(s).LoadAsync(await BookAsync(s, book)),
            _ => async s => folio = await new FolioNumbers(s).NextAsync(await BookAsync(s, book), name),
        };
        try
        {
            await site.Books.WriteAsync(async s =>
            {
                await work(s);
                if (dies)
                {
                    throw new CrashException();
                }
            });
            counts.AddOrUpdate(folio is null ? "other" : "next", 1, (_, n) => n + 1);
        }
        catch (CrashException)
        {
            counts.AddOrUpdate("crash", 1, (_, n) => n + 1);
            return;
        }
        catch (DomainException e)
        {
            counts.AddOrUpdate(e.Code, 1, (_, n) => n + 1);
            return;
        }

        if (folio is not null)
        {
            issued.TryAdd((folio.AuthorizationId, folio.Number), name).Should().BeTrue($"folio {folio.Number} was issued twice");
        }
    }

    // Any book; one that does not exist where there is none yet.
    private static async Task<long> BookAsync(LedgerSession session, int choice)
    {
        var books = await session.Db.Set<FolioBook>().AsNoTracking().OrderBy(b => b.Id).Select(b => b.Id).ToListAsync();
        return books.Count == 0 ? 0 : books[choice % books.Count];
    }

    /// <summary>The account again, by counting every single number, and against what callers were given.</summary>
    private static async Task CheckAsync(FolioBranches site, ICollection<(long Authorization, long Number)> issued)
    {
        await site.BalanceAsync();
        var places = await PlacesAsync(site);
        var authorizations = await site.Books.ReadAsync(db => db.Set<FolioAuthorization>().ToListAsync());
        places.Should().HaveCount((int)authorizations.Sum(a => a.LastNumber - a.FirstNumber + 1));
        var used = places.Where(p => p.Value.Place == FolioPlace.Used).Select(p => p.Key).Order().ToList();
        var byId = authorizations.ToDictionary(a => a.Id);
        used.Should().Equal(issued.Select(f => (byId[f.Authorization].DocumentType, f.Number)).Order());
    }

    // Throws when a number is in two places.
    private static async Task<Dictionary<(int Kind, long Number), (FolioPlace Place, int Branch)>> PlacesAsync(FolioBranches site)
    {
        var kinds = await site.Books.ReadAsync(db => db.Set<FolioAuthorization>().ToDictionaryAsync(a => a.Id, a => a.DocumentType));
        var codes = site.Branches.ToDictionary(b => b.Value, b => b.Key);
        var places = new Dictionary<(int, long), (FolioPlace, int)>();
        foreach (var range in await site.Books.ReadAsync(db => db.Set<FolioRange>().ToListAsync()))
        {
            for (var number = range.FirstNumber; number <= range.LastNumber; number++)
            {
                var place = range.Place == FolioPlace.Book && number < range.NextNumber ? FolioPlace.Used : range.Place;
                places.Add((kinds[range.AuthorizationId], number), (place, range.BranchId is { } id ? codes[id] : 0));
            }
        }

        return places;
    }

    private sealed class CrashException : Exception;
}

public sealed class SqliteFolioConservationTests(ITestOutputHelper output) : FolioConservationContract(DatabaseKind.Sqlite, output);

public sealed class PostgreSqlFolioConservationTests(ITestOutputHelper output) : FolioConservationContract(DatabaseKind.PostgreSql, output);
