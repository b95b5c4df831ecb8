using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>Keeps the books of the branches and fills them with the folios that came (F2, F7).</summary>
public sealed class FolioBooks(LedgerSession session)
{
    private const int ThresholdMax = 1_000_000;

    /// <summary>Adds a book with the folios that came for it; from then on it is in the availability grid (F7).</summary>
    /// <exception cref="DomainException">
    /// The branch has one of the kind at the workstation (<c>folio-book.exists</c>), or no folios came for it (<c>folio-book.no-folios</c>): ask for them first.
    /// </exception>
    public async Task<FolioBook> AddAsync(NewFolioBook data)
    {
        var site = await FolioSite.LoadAsync(session);
        var branch = await site.OwnBranchAsync(session, data.BranchId);
        var workstation = FolioRequests.CheckWorkstation(data.Workstation);
        var book = new FolioBook
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            BranchId = branch.Id,
            DocumentType = FolioKinds.Check(data.DocumentType),
            Workstation = workstation,
            Name = Checks.Text(data.Name, ColumnSizes.Name, "name"),
            QuantityThreshold = CheckThreshold(data.QuantityThreshold, "quantityThreshold"),
            DaysThreshold = CheckThreshold(data.DaysThreshold, "daysThreshold"),
            IsAutomatic = true,
            CreatedAt = session.Now,
        };
        if (await FindAsync(branch.Id, data.DocumentType, workstation) is not null)
        {
            throw new DomainException("folio-book.exists", $"Branch {branch.Code} has a book of documents of type {data.DocumentType} already.", data.DocumentType)
            {
                IsConflict = true,
            };
        }

        await FolioExpiry.SweepQueueAsync(session, site.Today);
        var arrived = await FolioRanges.ForNewBookAsync(session, branch.Id, data.DocumentType, workstation);
        if (arrived.Count == 0)
        {
            throw new DomainException("folio-book.no-folios", "There are no folios to add the book with.") { IsConflict = true };
        }

        session.Db.Add(book);
        await session.SaveAsync();
        await FillAsync(session, book.Id, arrived, 0);
        // What is still on its way is for this book, no longer for a new one.
        await session.Transaction.ExecuteAsync(
            """
            update folio_requests set book_id = $5 where company_id = $1 and branch_id = $2 and document_type = $3 and workstation = $4
                and book_id is null and state = 'Unmet'
            """,
            session.CompanyId, branch.Id, data.DocumentType, workstation, book.Id);
        session.Audit("folio-book.created", "folio-book", book.Id, new { branch = branch.Code, data, quantity = arrived.Sum(r => r.Size) });
        return book;
    }

    /// <summary>Changes when a book is near to finish or expire, and whether the circuit watches it.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="name">Its name.</param>
    /// <param name="quantityThreshold">It is near to finish with this many folios or fewer.</param>
    /// <param name="daysThreshold">It is near to expire this many days before.</param>
    /// <param name="isAutomatic">True when the circuit watches and updates it.</param>
    /// <param name="revision">The revision that was read; null to change whatever is there.</param>
    /// <exception cref="DomainException">
    /// There is no such book, a threshold is out of range, or somebody changed it meanwhile (<c>folio-book.changed-meanwhile</c>).
    /// </exception>
    public async Task ChangeAsync(long bookId, string name, int quantityThreshold, int daysThreshold, bool isAutomatic, int? revision = null)
    {
        var book = await FindAsync(session, bookId);
        if (revision is not null && revision != book.Revision)
        {
            throw new DomainException("folio-book.changed-meanwhile", $"Somebody changed book {book.Name} meanwhile.", book.Name) { IsConflict = true };
        }

        var before = new { book.Name, book.QuantityThreshold, book.DaysThreshold, book.IsAutomatic };
        book.Name = Checks.Text(name, ColumnSizes.Name, "name");
        book.QuantityThreshold = CheckThreshold(quantityThreshold, "quantityThreshold");
        book.DaysThreshold = CheckThreshold(daysThreshold, "daysThreshold");
        book.IsAutomatic = isAutomatic;
        await session.SaveAsync();
        session.Audit("folio-book.changed", "folio-book", bookId, new { before, after = new { book.Name, quantityThreshold, daysThreshold, isAutomatic } });
    }

    /// <summary>Puts what is queued for a book into it, whatever its state: what the folio administrator does by hand where the circuit is not automatic.</summary>
    /// <returns>How many folios came into the book.</returns>
    /// <exception cref="DomainException">There is no such book, or nothing is queued for it.</exception>
    public async Task<long> LoadAsync(long bookId)
    {
        var book = await FindAsync(session, bookId);
        await FolioExpiry.SweepBookAsync(session, bookId, (await FolioSite.LoadAsync(session)).Today);
        var loaded = await UpdateAsync(session, bookId);
        return loaded > 0
            ? loaded
            : throw new DomainException("folio-book.nothing-queued", $"No folios were received for book {book.Name}.", book.Name) { IsConflict = true };
    }

    /// <summary>The book of a branch, kind and workstation; null when it has none.</summary>
    public Task<FolioBook?> FindAsync(long branchId, int documentType, string workstation) => session.Db.Set<FolioBook>().AsNoTracking()
        .SingleOrDefaultAsync(b => b.BranchId == branchId && b.DocumentType == documentType && b.Workstation == workstation);

    /// <summary>How a book stands today.</summary>
    public async Task<FolioBookStanding> StandingAsync(long bookId)
    {
        var book = await session.Db.Set<FolioBook>().AsNoTracking().SingleOrDefaultAsync(b => b.Id == bookId) ?? throw Checks.NotFound("folio-book", bookId);
        return await StandingAsync(session, book, (await FolioSite.LoadAsync(session)).Today);
    }

    internal static async Task<FolioBook> FindAsync(LedgerSession session, long bookId) =>
        await session.FindLockedAsync<FolioBook>("folio_books", bookId) ?? throw Checks.NotFound("folio-book", bookId);

    internal static async Task<FolioBookStanding> StandingAsync(LedgerSession session, FolioBook book, DateOnly today) => FolioBookStanding.Of(
        book,
        await session.Transaction.QueryAsync(
            $"select {RangeRow.Columns} from folio_ranges r where r.book_id = $1 and r.company_id = $2 and {RangeRow.OfStanding}", RangeRow.Read, book.Id, session.CompanyId),
        today);

    /// <summary>Puts what is queued for a book into it. The book must be locked and swept.</summary>
    /// <returns>How many folios came into the book; 0 when nothing was queued.</returns>
    internal static async Task<long> UpdateAsync(LedgerSession session, long bookId)
    {
        var queued = await FolioRanges.OfBookAsync(session, bookId, FolioPlace.Queued);
        if (queued.Count == 0)
        {
            return 0;
        }

        foreach (var row in (await FolioRanges.OfBookAsync(session, bookId, FolioPlace.Book)).Where(r => r.Left == 0))
        {
            await FolioRanges.MoveAsync(session, row, FolioPlace.Used);
        }

        var last = await session.Transaction.QueryFirstAsync(
            "select coalesce(max(position), 0) from folio_ranges where book_id = $1", row => row.GetInt64(0), bookId);
        await FillAsync(session, bookId, queued, last);
        var quantity = queued.Sum(r => r.Size);
        session.Audit("folio-book.updated", "folio-book", bookId, new { quantity, ranges = queued.Select(r => new { r.AuthorizationId, r.First, r.Last }) });
        return quantity;
    }

    private static async Task FillAsync(LedgerSession session, long bookId, IEnumerable<RangeRow> ranges, long position)
    {
        // Those that expire first are issued first, then in the order of their numbers.
        foreach (var row in ranges.OrderBy(r => r.ExpiresOn ?? int.MaxValue).ThenBy(r => r.First))
        {
            await FolioRanges.MoveAsync(session, row, FolioPlace.Book, row.BranchId, bookId, row.RequestId, ++position);
        }
    }

    private static int CheckThreshold(int value, string field) => value is >= 0 and <= ThresholdMax
        ? value
        : throw new DomainException("folio-book.thresholds", $"A threshold goes from 0 to {ThresholdMax}.", ThresholdMax) { Field = field };
}
