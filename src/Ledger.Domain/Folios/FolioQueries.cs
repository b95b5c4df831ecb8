using Ledger.Domain.Companies;
using Ledger.Foundation;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>What people ask about folios ("Consultas | Automatización de folios", F8). The imported folios and where they are: <see cref="FolioConservation"/>.</summary>
public sealed class FolioQueries(LedgerDatabase database, long companyId)
{
    private const int WeeksMax = 104;

    /// <summary>The availability grid: every book and how it stands today, by branch, kind and workstation.</summary>
    public async Task<IReadOnlyList<FolioBookStanding>> AvailabilityAsync()
    {
        var (books, today) = await database.ReadAsync(companyId, async db => (
            await db.Set<FolioBook>().OrderBy(b => b.BranchId).ThenBy(b => b.DocumentType).ThenBy(b => b.Workstation).ToListAsync(),
            await TodayAsync(db)));
        var ranges = await database.QueryAsync(
            $"select {RangeRow.Columns} from folio_ranges r where r.company_id = $1 and r.book_id is not null and {RangeRow.OfStanding}",
            RangeRow.Read, companyId);
        var byBook = ranges.ToLookup(r => r.BookId);
        return [.. books.Select(book => FolioBookStanding.Of(book, [.. byBook[book.Id]], today))];
    }

    /// <summary>The requests of branches of this installation that were not met, the oldest first.</summary>
    public Task<List<FolioRequest>> UnmetAsync() => database.ReadAsync(
        companyId, db => db.Set<FolioRequest>().Where(r => r.State == FolioRequestState.Unmet).OrderBy(r => r.RequestedAt).ToListAsync());

    /// <summary>The requests that head office has not assigned, the oldest first.</summary>
    public Task<List<FolioCentralRequest>> PendingAsync() => database.ReadAsync(
        companyId, db => db.Set<FolioCentralRequest>().Where(r => r.State == FolioCentralRequestState.Pending).OrderBy(r => r.ReceivedAt).ToListAsync());

    /// <summary>The history of assignments, the latest first.</summary>
    public Task<Page<FolioAssignmentLine>> HistoryAsync(PageRequest page) => database.ReadAsync(companyId, async db =>
    {
        var lines = from part in db.Set<FolioAssignmentPart>()
                    join assignment in db.Set<FolioAssignment>() on part.AssignmentId equals assignment.Id
                    orderby assignment.Number descending, part.FirstNumber
                    select new FolioAssignmentLine(
                        assignment.Number, assignment.AssignedAt, assignment.AssignedBy, assignment.BranchId, assignment.DocumentType, part.AuthorizationId,
                        part.FirstNumber, part.LastNumber);
        return new Page<FolioAssignmentLine>(await lines.Skip(page.Skip).Take(page.Take).ToListAsync(), await lines.CountAsync());
    });

    /// <summary>The files that were given for import and their verdicts, the latest first.</summary>
    public Task<Page<FolioImport>> ImportsAsync(PageRequest page) => database.ReadAsync(companyId, async db =>
    {
        var imports = db.Set<FolioImport>().OrderByDescending(i => i.ImportedAt).ThenByDescending(i => i.Id);
        return new Page<FolioImport>(await imports.Skip(page.Skip).Take(page.Take).ToListAsync(), await imports.CountAsync());
    });

    /// <summary>How a book used its folios in the last weeks, and when those it has will run out.</summary>
    /// <param name="standing">The book as it stands.</param>
    /// <param name="weeks">How many weeks to look back, at most 104.</param>
    public async Task<FolioUse> UseAsync(FolioBookStanding standing, int weeks = 12)
    {
        weeks = Math.Clamp(weeks, 1, WeeksMax);
        var today = await database.ReadAsync(companyId, TodayAsync);
        var days = await database.QueryAsync(
            "select issued_on, count(*) from folio_consumptions where company_id = $1 and book_id = $2 and issued_on > $3 group by issued_on",
            row => (Day: DateNumberConverter.FromStored(row.GetInt32(0)), Count: (int)row.GetInt64(1)),
            companyId, standing.BookId, Stored.Of(today.AddDays(-7 * weeks)));
        return Pace(days, standing.Available + standing.Queued, weeks, today);
    }

    /// <summary>How the branches used the folios of each kind in the last weeks, and when what their books have and what is queued for them runs out.</summary>
    /// <param name="weeks">How many weeks to look back, at most 104.</param>
    public async Task<IReadOnlyList<FolioKindUse>> UseByKindAsync(int weeks = 12)
    {
        weeks = Math.Clamp(weeks, 1, WeeksMax);
        var standings = await AvailabilityAsync();
        var today = await database.ReadAsync(companyId, TodayAsync);
        var days = await database.QueryAsync(
            """
            select b.branch_id, b.document_type, c.issued_on, count(*) from folio_consumptions c join folio_books b on b.id = c.book_id
            where c.company_id = $1 and c.issued_on > $2 group by b.branch_id, b.document_type, c.issued_on
            """,
            row => (BranchId: row.GetInt64(0), DocumentType: row.GetInt32(1), Day: DateNumberConverter.FromStored(row.GetInt32(2)), Count: (int)row.GetInt64(3)),
            companyId, Stored.Of(today.AddDays(-7 * weeks)));
        var issued = days.ToLookup(d => (d.BranchId, d.DocumentType), d => (d.Day, d.Count));
        return
        [
            .. from standing in standings
               group standing by (standing.BranchId, standing.DocumentType) into books
               let available = books.Sum(b => b.Available)
               let queued = books.Sum(b => b.Queued)
               select new FolioKindUse(
                   books.Key.BranchId, books.Key.DocumentType, available, queued, books.Max(b => b.State), Pace([.. issued[books.Key]], available + queued, weeks, today)),
        ];
    }

    private static FolioUse Pace(IReadOnlyList<(DateOnly Day, int Count)> days, long left, int weeks, DateOnly today)
    {
        var byWeek = new int[weeks];
        foreach (var (day, count) in days.Where(d => d.Day <= today))
        {
            byWeek[weeks - 1 - ((today.DayNumber - day.DayNumber) / 7)] += count;
        }

        // A book that is younger than these weeks is judged by the days it has had.
        var issued = days.Sum(d => (long)d.Count);
        var span = issued == 0 ? 0 : Math.Max(1, today.DayNumber - days.Min(d => d.Day).DayNumber + 1);
        return new FolioUse(byWeek, issued == 0 ? null : today.AddDays((int)Math.Min(left * span / issued, 36_500)));
    }

    private async Task<DateOnly> TodayAsync(LedgerDb db) =>
        (await db.Set<Company>().SingleAsync(c => c.Id == companyId)).DayOf(database.Clock.GetUtcNow());
}
