using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Folios;

/// <summary>How many folios of a kind a branch is assigned at a time (F4).</summary>
public sealed class FolioQuantities(LedgerSession session)
{
    private const int QuantityMax = 10_000_000;

    /// <summary>Sets the quantity of a branch and kind.</summary>
    /// <exception cref="DomainException">There is no such branch or kind, or the quantity is out of range.</exception>
    public Task SetAsync(long branchId, int documentType, int quantity) => SetAsync(branchId, documentType, quantity, null);

    /// <summary>Sets the quantity of a branch and kind if it still is what the person saw.</summary>
    /// <param name="branchId">The branch.</param>
    /// <param name="documentType">The document kind.</param>
    /// <param name="quantity">How many folios, from 1.</param>
    /// <param name="seen">What was there when the person looked; 0 for none.</param>
    /// <exception cref="DomainException">As the other overload, or somebody set another meanwhile (<c>folio-quantity.changed-meanwhile</c>).</exception>
    public Task ReplaceAsync(long branchId, int documentType, int quantity, int seen) => SetAsync(branchId, documentType, quantity, seen);

    private async Task SetAsync(long branchId, int documentType, int quantity, int? seen)
    {
        var branch = await FolioSite.BranchAsync(session, branchId);
        FolioKinds.Check(documentType);
        if (quantity is < 1 or > QuantityMax)
        {
            throw new DomainException("folio-quantity.range", $"The quantity goes from 1 to {QuantityMax}.", QuantityMax) { Field = "quantity" };
        }

        var row = await session.Db.Set<FolioQuantity>().SingleOrDefaultAsync(q => q.BranchId == branchId && q.DocumentType == documentType);
        var before = row?.Quantity;
        if (seen is { } known && known != (before ?? 0))
        {
            throw new DomainException("folio-quantity.changed-meanwhile", $"Somebody set {before ?? 0} meanwhile.", before ?? 0) { IsConflict = true };
        }

        if (row is null)
        {
            session.Db.Add(new FolioQuantity { Id = session.NewId(), CompanyId = session.CompanyId, BranchId = branchId, DocumentType = documentType, Quantity = quantity });
        }
        else
        {
            row.Quantity = quantity;
        }

        await session.SaveAsync();
        session.Audit("folio-quantity.changed", "folio-quantity", $"{branch.Code}/{documentType}", new { before, after = quantity });
    }

    /// <summary>The quantity of a branch and kind; null when none is set.</summary>
    public Task<int?> FindAsync(long branchId, int documentType) => session.Db.Set<FolioQuantity>().AsNoTracking()
        .Where(q => q.BranchId == branchId && q.DocumentType == documentType).Select(q => (int?)q.Quantity).SingleOrDefaultAsync();
}
