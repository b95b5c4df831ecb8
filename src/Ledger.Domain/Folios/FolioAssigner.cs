using Ledger.Domain.Parameters;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>
/// Head office's task (F4): gives each pending request, the oldest first, the quantity configured for its branch and kind, from one or several
/// authorisations, and sends the folios. What cannot be given stays pending until folios are imported.
/// </summary>
public sealed class FolioAssigner(LedgerSession session)
{
    /// <summary>Works through the pending requests. Running it again assigns nothing more to a request.</summary>
    /// <returns>What was done, by request.</returns>
    public async Task<IReadOnlyList<FolioAssignmentOutcome>> RunAsync()
    {
        var site = await FolioSite.LoadAsync(session);
        var pending = await session.Db.Set<FolioCentralRequest>().AsNoTracking().Where(r => r.State == FolioCentralRequestState.Pending)
            .OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).Select(r => r.Id).ToListAsync();
        var outcomes = new List<FolioAssignmentOutcome>(pending.Count);
        foreach (var id in pending)
        {
            if (await AssignAsync(site, id) is { } outcome)
            {
                outcomes.Add(outcome);
            }
        }

        return outcomes;
    }

    /// <summary>The pending request that is to be looked at behind another, the oldest first; null when none is left.</summary>
    /// <param name="after">The key of the one before; 0 at first.</param>
    public Task<long?> NextAsync(long after) => session.Db.Set<FolioCentralRequest>().AsNoTracking()
        .Where(r => r.State == FolioCentralRequestState.Pending && r.Id > after).OrderBy(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync();

    /// <summary>True where folios are assigned without a person ("Asignación automática de folios").</summary>
    public async Task<bool> IsAutomaticAsync() => (await new ParameterService(session).GetAsync<FolioParameters>()).AutomaticAssignment;

    /// <summary>Works on one request: for a unit of work by request, so that one that fails holds up no other.</summary>
    /// <returns>What was done; null when there is no such request, or it is assigned already.</returns>
    public async Task<FolioAssignmentOutcome?> AssignAsync(long centralRequestId) => await AssignAsync(await FolioSite.LoadAsync(session), centralRequestId);

    private async Task<FolioAssignmentOutcome?> AssignAsync(FolioSite site, long requestId)
    {
        var request = await session.FindLockedAsync<FolioCentralRequest>("folio_central_requests", requestId);
        if (request is not { State: FolioCentralRequestState.Pending })
        {
            return null;
        }

        if (await new FolioQuantities(session).FindAsync(request.BranchId, request.DocumentType) is not { } asked)
        {
            return await KeepAsync(request, "folio-request.no-quantity");
        }

        await FolioRanges.LockSeriesAsync(session, site.Parameters.Environment, request.DocumentType);
        var expired = await FolioExpiry.SweepSeriesAsync(session, site.Parameters.Environment, request.DocumentType, site.Today);
        var free = await FolioRanges.AssignableAsync(session, site.Parameters.Environment, request.DocumentType);
        var available = free.Sum(r => r.Size);
        if (available == 0 || (available < asked && !site.Parameters.AssignsPartly))
        {
            return await KeepAsync(request, expired > 0 && available == 0 ? "folio-request.expired" : "folio-request.no-folios");
        }

        var taken = await TakeAsync(request.BranchId, free, asked);
        return await RecordAsync(site, request, asked, taken);
    }

    private async Task<List<RangeRow>> TakeAsync(long branchId, IEnumerable<RangeRow> free, long need)
    {
        var taken = new List<RangeRow>();
        foreach (var row in free.TakeWhile(_ => need > 0))
        {
            var part = row.Size > need ? (await FolioRanges.CutAsync(session, row, row.First + need - 1)).Head : row;
            await FolioRanges.MoveAsync(session, part, FolioPlace.Assigned, branchId, null, null, 0);
            taken.Add(part);
            need -= part.Size;
        }

        return taken;
    }

    private async Task<FolioAssignmentOutcome> RecordAsync(FolioSite site, FolioCentralRequest request, int asked, List<RangeRow> taken)
    {
        var assignment = new FolioAssignment
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Number = await new NumberSequences(session).TakeAsync(NumberSequences.FolioAssignments),
            CentralRequestId = request.Id,
            BranchId = request.BranchId,
            DocumentType = request.DocumentType,
            Asked = asked,
            Quantity = (int)taken.Sum(r => r.Size),
            AssignedAt = session.Now,
            AssignedBy = session.Actor.Name,
        };
        session.Db.Add(assignment);
        var parts = new List<FolioPart>(taken.Count);
        foreach (var row in taken)
        {
            session.Db.Add(new FolioAssignmentPart
            {
                Id = session.NewId(),
                CompanyId = session.CompanyId,
                AssignmentId = assignment.Id,
                AuthorizationId = row.AuthorizationId,
                FirstNumber = row.First,
                LastNumber = row.Last,
            });
            var digest = await session.Db.Set<FolioAuthorization>().AsNoTracking().Where(a => a.Id == row.AuthorizationId).Select(a => a.Digest).SingleAsync();
            parts.Add(new FolioPart(digest, row.First, row.Last));
        }

        (request.State, request.AssignedAt, request.Obstacle) = (FolioCentralRequestState.Assigned, session.Now, null);
        await session.SaveAsync();
        var branch = await FolioSite.BranchAsync(session, request.BranchId);
        await new FolioPost(session).SendAsync(
            site, FolioMessageKind.Assignment, FolioSite.HeadOffice, branch.Code,
            new FolioAssignmentBody(request.RequestKey, assignment.Number, request.DocumentType, parts));
        session.Audit(
            "folios.assigned", "folio-assignment", assignment.Number,
            new { branch = branch.Code, request.DocumentType, request.RequestKey, asked, assignment.Quantity, parts });
        return new FolioAssignmentOutcome(request.Id, assignment.Id, assignment.Quantity);
    }

    private async Task<FolioAssignmentOutcome> KeepAsync(FolioCentralRequest request, string obstacle)
    {
        (request.TriedAt, request.Obstacle) = (session.Now, obstacle);
        await session.SaveAsync();
        return new FolioAssignmentOutcome(request.Id, null, 0, obstacle);
    }
}
