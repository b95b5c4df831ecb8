using Ledger.Domain;
using Ledger.Domain.Accounting;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Pages.MassPayments.Paying;

/// <summary>A payment order with what it did: allocations, treasury movements, checks, journal entries (features.md P12).</summary>
internal sealed record OrderFacts(
    PaymentOrder Order, Supplier Supplier, long? MassPaymentNumber, IReadOnlyList<OrderAllocation> Allocations, IReadOnlyList<OrderMovement> Movements,
    IReadOnlyList<Check> Checks, long? EntryNumber, long? ReversalNumber)
{
    /// <summary>Allocations that hold.</summary>
    public IEnumerable<OrderAllocation> Holding => Allocations.Where(a => a.Allocation.DeallocatedAt is null);

    /// <summary>Reads it; null when there is none in the company.</summary>
    public static async Task<OrderFacts?> ReadAsync(LedgerDb db, long id)
    {
        if (await db.Set<PaymentOrder>().SingleOrDefaultAsync(o => o.Id == id) is not { } order)
        {
            return null;
        }

        var allocations = await (
            from allocation in db.Set<Allocation>()
            join document in db.Set<PurchaseDocument>() on allocation.DocumentId equals document.Id
            where allocation.SourceKind == AllocationSource.PaymentOrder && allocation.SourceId == id
            orderby allocation.Id
            select new OrderAllocation(allocation, document.Kind, document.SiiType, document.Number, document.State)).ToListAsync();
        var movements = await (
            from movement in db.Set<TreasuryMovement>()
            join line in db.Set<TreasuryMovementLine>() on movement.Id equals line.MovementId
            join account in db.Set<TreasuryAccount>() on line.TreasuryAccountId equals account.Id
            where movement.PaymentOrderId == id
            orderby movement.Id, line.LineNumber
            select new OrderMovement(movement.Number, movement.Date, movement.State, account.Code, account.Name, line.Side, line.Amount, line.Currency)).ToListAsync();
        return new OrderFacts(
            order,
            await db.Set<Supplier>().SingleAsync(s => s.Id == order.SupplierId),
            await db.Set<MassPayment>().Where(m => m.Id == order.MassPaymentId).Select(m => (long?)m.Number).FirstOrDefaultAsync(),
            allocations,
            movements,
            await db.Set<Check>().Where(c => c.PaymentOrderId == id).OrderBy(c => c.Number).ToListAsync(),
            await EntryAsync(db, order.JournalEntryId),
            await EntryAsync(db, order.ReversalEntryId));
    }

    private static async Task<long?> EntryAsync(LedgerDb db, long? id) =>
        id is null ? null : await db.Set<JournalEntry>().Where(e => e.Id == id).Select(e => (long?)e.Number).FirstOrDefaultAsync();
}

/// <summary>An allocation with the document it pays.</summary>
internal sealed record OrderAllocation(Allocation Allocation, DocumentKind Kind, int SiiType, long Number, DocumentState State);

/// <summary>A line of a treasury movement of the order.</summary>
internal sealed record OrderMovement(
    long Number, DateOnly Date, MovementState State, string AccountCode, string AccountName, EntrySide Side, decimal Amount, string Currency);
