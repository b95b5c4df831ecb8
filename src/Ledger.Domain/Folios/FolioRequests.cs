using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>A branch's requests for folios to head office: one only until folios come (F3, F7).</summary>
public sealed class FolioRequests(LedgerSession session)
{
    /// <summary>Asks for folios by hand: for a book still to be added, or for one there is ("Solicitar folios a Central", F7).</summary>
    /// <returns>The request's key, the same at both ends.</returns>
    /// <exception cref="DomainException">There is no such branch or kind, or an unmet request already (<c>folio-request.unmet</c>).</exception>
    public async Task<string> RequestAsync(long branchId, int documentType, string workstation = "")
    {
        workstation = CheckWorkstation(workstation);
        FolioKinds.Check(documentType);
        var branch = await FolioSite.BranchAsync(session, branchId);
        var book = await session.Db.Set<FolioBook>().AsNoTracking().Where(
            b => b.BranchId == branch.Id && b.DocumentType == documentType && b.Workstation == workstation).Select(b => (long?)b.Id).SingleOrDefaultAsync();
        if (book is { } id)
        {
            await session.LockAsync("folio_books", id);
        }

        return await AskAsync(await FolioSite.LoadAsync(session), branchId, documentType, workstation, book, FolioRequestReason.Manual)
            ?? throw new DomainException("folio-request.unmet", "There is an unmet request for the book already.") { IsConflict = true };
    }

    /// <summary>A request by what both ends call it, with its branch and how many folios came for it.</summary>
    /// <exception cref="DomainException">This installation has no such request of its own (<c>folio-request.not-found</c>).</exception>
    public async Task<FolioRequestStanding> FindAsync(string requestKey)
    {
        var request = await session.Db.Set<FolioRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.RequestKey == requestKey)
            ?? throw new DomainException("folio-request.not-found", $"There is no request {requestKey}.", requestKey) { IsNotFound = true };
        var received = await session.Db.Set<FolioReceipt>().AsNoTracking().Where(r => r.RequestKey == requestKey)
            .SumAsync(r => r.LastNumber - r.FirstNumber + 1);
        return new FolioRequestStanding(request, await FolioSite.BranchAsync(session, request.BranchId), received);
    }

    /// <summary>Asks head office, unless an unmet request stands for the same book.</summary>
    /// <returns>The request's key; null when one stands.</returns>
    internal async Task<string?> AskAsync(
        FolioSite site, long branchId, int documentType, string workstation, long? bookId, FolioRequestReason reason)
    {
        var branch = await site.OwnBranchAsync(session, branchId);
        var id = session.NewId();
        var key = string.Create(CultureInfo.InvariantCulture, $"{branch.Code}-{id}");
        // Two who ask at once: the index lets one in, and the other does nothing.
        var isNew = await session.Transaction.ExecuteAsync(
            """
            insert into folio_requests (id, company_id, branch_id, document_type, workstation, book_id, request_key, reason, state, requested_at, requested_on, requested_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 'Unmet', $9, $10, $11) on conflict do nothing
            """,
            id, session.CompanyId, branchId, documentType, workstation, bookId, key, reason.ToString(), Stored.Of(session.Now), Stored.Of(site.Today), session.Actor.Name);
        if (isNew == 0)
        {
            return null;
        }

        await new FolioPost(session).SendAsync(
            site, FolioMessageKind.Request, branch.Code, FolioSite.HeadOffice, new FolioRequestBody(key, documentType, workstation, reason));
        session.Audit("folios.requested", "folio-request", key, new { branch = branch.Code, documentType, workstation, reason });
        return key;
    }

    /// <summary>Head office's side: the request is pending.</summary>
    internal async Task TakeInAsync(int branchCode, FolioRequestBody body)
    {
        var branch = await FolioSite.FindBranchAsync(session, branchCode);
        if (branch is null || body.Key is not { Length: > 0 and <= 64 } || !FolioKinds.IsKnown(body.DocumentType) || body.Workstation is not { Length: <= ColumnSizes.Code })
        {
            throw FolioPost.Unintelligible();
        }

        await session.Transaction.ExecuteAsync(
            """
            insert into folio_central_requests (id, company_id, branch_id, document_type, workstation, request_key, reason, state, received_at)
            values ($1, $2, $3, $4, $5, $6, $7, 'Pending', $8) on conflict (company_id, request_key) do nothing
            """,
            session.NewId(), session.CompanyId, branch.Id, body.DocumentType, body.Workstation, body.Key, body.Reason.ToString(), Stored.Of(session.Now));
        await FolioNews.AnnounceToAssignAsync(session, (await FolioSite.LoadAsync(session)).Parameters, body.DocumentType);
    }

    internal static string CheckWorkstation(string? workstation) => Checks.Optional(workstation, ColumnSizes.Code, "workstation") ?? string.Empty;
}
