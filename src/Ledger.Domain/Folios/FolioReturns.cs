using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>Gives unused folios of a branch back to head office, which may assign them again (F10).</summary>
public sealed class FolioReturns(LedgerSession session)
{
    /// <summary>Gives back what a book has not issued and what is queued for it: all, or the numbers between two.</summary>
    /// <returns>How many folios went back.</returns>
    /// <exception cref="DomainException">There is no such book, or it has nothing unused among them (<c>folio-book.nothing-to-return</c>).</exception>
    public async Task<long> ReturnAsync(long bookId, string reason, long? first = null, long? last = null)
    {
        reason = Checks.Text(reason, ColumnSizes.Narrative, "reason");
        var site = await FolioSite.LoadAsync(session);
        var book = await session.FindLockedAsync<FolioBook>("folio_books", bookId) ?? throw Checks.NotFound("folio-book", bookId);
        await FolioExpiry.SweepBookAsync(session, bookId, site.Today);
        var parts = new List<FolioPart>();
        foreach (var row in (await FolioRanges.OfBookAsync(session, bookId, FolioPlace.Book)).Concat(await FolioRanges.OfBookAsync(session, bookId, FolioPlace.Queued)))
        {
            var (low, high) = (Math.Max(row.Next, first ?? row.Next), Math.Min(row.Last, last ?? row.Last));
            if (low <= high)
            {
                var unused = (await FolioRanges.SeparateUsedAsync(session, row))!;
                var own = await FolioRanges.IsolateAsync(session, unused, low, high);
                await FolioRanges.MoveAsync(session, own, FolioPlace.Returned, book.BranchId, null, null, 0);
                parts.Add(new FolioPart(await DigestAsync(own.AuthorizationId), low, high));
            }
        }

        if (parts.Count == 0)
        {
            throw new DomainException("folio-book.nothing-to-return", $"Book {book.Name} has no unused folios among those named.", book.Name) { IsConflict = true };
        }

        var branch = await FolioSite.BranchAsync(session, book.BranchId);
        await new FolioPost(session).SendAsync(
            site, FolioMessageKind.Return, branch.Code, FolioSite.HeadOffice, new FolioReturnBody(book.DocumentType, reason, parts));
        session.Audit("folios.returned", "folio-book", bookId, new { branch = branch.Code, book.DocumentType, reason, parts });
        return parts.Sum(p => p.Last - p.First + 1);
    }

    /// <summary>Head office's side: the numbers are in its hands again.</summary>
    internal async Task TakeBackAsync(int branchCode, FolioReturnBody body)
    {
        var branch = await FolioSite.FindBranchAsync(session, branchCode) ?? throw FolioPost.Unintelligible();
        foreach (var part in FolioPart.Check(body.Parts))
        {
            var authorization = await session.Db.Set<FolioAuthorization>().AsNoTracking().SingleOrDefaultAsync(a => a.Digest == part.Digest)
                ?? throw new DomainException("folio-message.authorization", "The message brings folios of an authorisation that is not known or not signed.");
            // Numbers that are nowhere here would be counted as given back by the branch, and never be assigned again.
            if (!part.IsOf(authorization, body.DocumentType))
            {
                throw FolioPost.Unintelligible();
            }

            foreach (var row in await FolioRanges.HoldingAsync(session, authorization.Id, part.First, part.Last))
            {
                if (row.Place == FolioPlace.Assigned && row.BranchId == branch.Id)
                {
                    var own = await FolioRanges.IsolateAsync(session, row, part.First, part.Last);
                    await FolioRanges.MoveAsync(session, own, FolioPlace.Returned, branch.Id, null, null, 0);
                }
                else if (row.Place != FolioPlace.Returned || row.BranchId != branch.Id)
                {
                    throw FolioArrivals.Double(Math.Max(row.First, part.First), Math.Min(row.Last, part.Last));
                }
            }
        }

        await FolioNews.AnnounceToAssignAsync(session, (await FolioSite.LoadAsync(session)).Parameters, body.DocumentType);
    }

    private Task<string> DigestAsync(long authorizationId) =>
        session.Db.Set<FolioAuthorization>().AsNoTracking().Where(a => a.Id == authorizationId).Select(a => a.Digest).SingleAsync();
}
