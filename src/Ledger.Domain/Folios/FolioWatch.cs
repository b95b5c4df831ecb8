using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>
/// The branch's task (F3): looks at the date and the quantity of every automatic book. Where one is near its end or past it, folios that came go
/// into the book when it is past it and stay queued while it is near; where none came, head office is asked, once.
/// </summary>
public sealed class FolioWatch(LedgerSession session)
{
    private const int BooksAtOnce = 50;

    /// <summary>Looks at the books of this installation's branches, or of one branch. Running it again does nothing more.</summary>
    /// <returns>What was found and done, by book; empty where assignment is not automatic.</returns>
    public async Task<IReadOnlyList<FolioWatchOutcome>> RunAsync(long? branchId = null)
    {
        var outcomes = new List<FolioWatchOutcome>();
        while (await LookAtSomeAsync(branchId, outcomes.Count == 0 ? 0 : outcomes[^1].Book.BookId, BooksAtOnce) is { Count: > 0 } some)
        {
            outcomes.AddRange(some);
        }

        return outcomes;
    }

    /// <summary>Looks at some of the books, for a unit of work of its own: those behind one, by their keys.</summary>
    /// <param name="branchId">Only the books of this branch; null for all of this installation.</param>
    /// <param name="after">The key of the last book that was looked at; 0 at first.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>What was found and done; empty when no book is left, or where assignment is not automatic.</returns>
    public async Task<IReadOnlyList<FolioWatchOutcome>> LookAtSomeAsync(long? branchId, long after, int most)
    {
        var site = await FolioSite.LoadAsync(session);
        if (!site.Parameters.AutomaticAssignment)
        {
            return [];
        }

        if (after == 0)
        {
            await FolioExpiry.SweepQueueAsync(session, site.Today);
        }

        var elsewhere = site.Parameters.BranchesElsewhere;
        var branches = await session.Db.Set<Companies.Branch>().AsNoTracking().Where(b => !elsewhere.Contains(b.Code)).Select(b => b.Id).ToListAsync();
        var books = await session.Db.Set<FolioBook>().AsNoTracking()
            .Where(b => b.IsAutomatic && branches.Contains(b.BranchId) && (branchId == null || b.BranchId == branchId) && b.Id > after)
            .OrderBy(b => b.Id).Select(b => b.Id).Take(most).ToListAsync();
        var outcomes = new List<FolioWatchOutcome>(books.Count);
        foreach (var id in books)
        {
            outcomes.Add(await LookAsync(site, await FolioBooks.FindAsync(session, id)));
        }

        return outcomes;
    }

    /// <summary>Looks at one book, whether the circuit watches it by itself or not.</summary>
    /// <exception cref="DomainException">There is no such book.</exception>
    public async Task<FolioWatchOutcome> LookAsync(long bookId) => await LookAsync(await FolioSite.LoadAsync(session), await FolioBooks.FindAsync(session, bookId));

    private async Task<FolioWatchOutcome> LookAsync(FolioSite site, FolioBook book)
    {
        await FolioExpiry.SweepBookAsync(session, book.Id, site.Today);
        var standing = await FolioBooks.StandingAsync(session, book, site.Today);
        if (!standing.NeedsFolios)
        {
            return new FolioWatchOutcome(standing, FolioWatchAction.None);
        }

        if (standing.Queued > 0)
        {
            return standing.IsOver
                ? new FolioWatchOutcome(standing, FolioWatchAction.Updated, await FolioBooks.UpdateAsync(session, book.Id))
                : new FolioWatchOutcome(standing, FolioWatchAction.Kept, standing.Queued);
        }

        var key = await new FolioRequests(session).AskAsync(
            site, book.BranchId, book.DocumentType, book.Workstation, book.Id, Enum.Parse<FolioRequestReason>(standing.State.ToString()));
        return new FolioWatchOutcome(standing, key is null ? FolioWatchAction.Waiting : FolioWatchAction.Requested);
    }
}
