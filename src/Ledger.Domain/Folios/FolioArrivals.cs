using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>What a branch does with folios that head office sent: they wait for the next assignment to their book (F3).</summary>
internal sealed class FolioArrivals(LedgerSession session)
{
    /// <summary>Queues the numbers for the book that asked, and counts the request as met.</summary>
    public async Task TakeInAsync(int branchCode, FolioAssignmentBody body, Func<string, Task<FolioAuthorization?>> unknown)
    {
        var branch = await FolioSite.FindBranchAsync(session, branchCode) ?? throw FolioPost.Unintelligible();
        if (body.RequestKey is null)
        {
            throw FolioPost.Unintelligible();
        }

        var parts = FolioPart.Check(body.Parts);
        var request = await session.Db.Set<FolioRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.RequestKey == body.RequestKey);
        if (request?.BookId is { } book)
        {
            await session.LockAsync("folio_books", book);
        }

        foreach (var part in parts)
        {
            var authorization = await session.Db.Set<FolioAuthorization>().AsNoTracking().SingleOrDefaultAsync(a => a.Digest == part.Digest)
                ?? await unknown(part.Digest)
                ?? throw new DomainException("folio-message.authorization", "The message brings folios of an authorisation that is not known or not signed.");
            if (!part.IsOf(authorization, body.DocumentType))
            {
                throw FolioPost.Unintelligible();
            }

            await QueueAsync(authorization, part, branch.Id, request);
            session.Db.Add(new FolioReceipt
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                BranchId = branch.Id,
                RequestKey = body.RequestKey,
                AuthorizationId = authorization.Id,
                FirstNumber = part.First,
                LastNumber = part.Last,
                ReceivedAt = session.Now,
            });
        }

        await session.SaveAsync();
        await session.Transaction.ExecuteAsync(
            "update folio_requests set state = 'Met', met_at = $3 where company_id = $1 and request_key = $2 and state = 'Unmet'",
            session.CompanyId, body.RequestKey, Stored.Of(session.Now));
        FolioNews.AnnounceArrived(session, body.RequestKey);
        session.Audit("folios.received", "folio-request", body.RequestKey, new { branch = branch.Code, body.DocumentType, body.Number, body.Parts });
    }

    private async Task QueueAsync(FolioAuthorization authorization, FolioPart part, long branchId, FolioRequest? request)
    {
        // Head office's own numbers come out of its hands; what another installation sends was never here, or went back there.
        var from = authorization.Origin == FolioOrigin.Imported ? FolioPlace.Assigned : FolioPlace.Returned;
        var next = part.First;
        foreach (var row in await FolioRanges.HoldingAsync(session, authorization.Id, part.First, part.Last))
        {
            if (row.Place != from || (from == FolioPlace.Assigned && row.BranchId != branchId))
            {
                throw Double(Math.Max(row.First, part.First), Math.Min(row.Last, part.Last));
            }

            await AddAsync(next, row.First - 1);
            var own = await FolioRanges.IsolateAsync(session, row, part.First, part.Last);
            await FolioRanges.MoveAsync(session, own, FolioPlace.Queued, branchId, request?.BookId, request?.Id, 0);
            next = own.Last + 1;
        }

        await AddAsync(next, part.Last);

        async Task AddAsync(long first, long last)
        {
            if (first > last)
            {
                return;
            }

            if (authorization.Origin == FolioOrigin.Imported)
            {
                throw Double(first, last);
            }

            await FolioRanges.AddAsync(session, authorization, first, last, FolioPlace.Queued, branchId, request?.BookId, request?.Id);
        }
    }

    public static DomainException Double(long first, long last) =>
        new("folio-message.double", $"Folios {first} to {last} are in another place already.", first, last) { IsConflict = true };
}
