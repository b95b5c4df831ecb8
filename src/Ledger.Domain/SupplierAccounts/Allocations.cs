using Ledger.Domain.Companies;
using Ledger.Domain.PurchaseDocuments;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>Ties payment orders and notes to instalments and undoes it (C1, C3, C4, C5). The supplier's balance only moves between currencies.</summary>
public sealed class Allocations(LedgerSession session)
{
    /// <summary>Allocates to an instalment.</summary>
    /// <param name="kind">What pays.</param>
    /// <param name="sourceId">The payment order or note.</param>
    /// <param name="installmentId">The instalment.</param>
    /// <param name="amount">The amount in the invoice's currency; null for as much as both allow (with overpayment: all that is on account).</param>
    /// <param name="allowOverpayment">True to pay more than is pending ("Sobrepago").</param>
    /// <param name="reason">Why, for the history.</param>
    /// <exception cref="DomainException">A rule of C3 forbids it; nothing was changed.</exception>
    public async Task<Allocation> AllocateAsync(
        AllocationSource kind, long sourceId, long installmentId, decimal? amount = null, bool allowOverpayment = false, string? reason = null)
    {
        var installment = await session.FindLockedAsync<Installment>("installments", installmentId) ?? throw Checks.NotFound("installment", installmentId);
        var document = await new PurchaseDocumentService(session).FindAsync(installment.DocumentId);
        var source = await SourceAsync(kind, sourceId);
        var local = (await new CompanyService(session).CurrentAsync()).LocalCurrency;
        AllocationRules.CheckPair(source, document);
        var available = source.AmountIn(document.Currency, local);
        var value = amount ?? (allowOverpayment || kind == AllocationSource.DebitNote ? available : Math.Min(available, installment.Pending));
        AllocationRules.CheckAmount(source, installment, value, available, document.Currency, allowOverpayment);

        var signed = kind == AllocationSource.DebitNote ? -value : value;
        installment.Apply(signed);
        document.Apply(signed);

        // All of it, rather than its value restated: nothing may be left over by rounding.
        var used = value == available ? source.Amount : source.InOwn(value, document.Currency, local);
        source.Use(used);
        await TransferAsync(source, document.Currency, signed, used);
        var allocation = new Allocation
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            SourceKind = kind,
            SourceId = sourceId,
            DocumentId = document.Id,
            InstallmentId = installmentId,
            Amount = value,
            Currency = document.Currency,
            SourceAmount = source.Currency == document.Currency && used == value ? null : used,
            AllocatedAt = session.Now,
            AllocatedBy = session.Actor.Name,
        };
        session.Db.Add(allocation);
        session.Db.Add(History(allocation, AllocationAction.Allocated, reason));
        await session.SaveAsync();
        session.Audit("allocation.made", "purchase-document", document.Id, new { kind, sourceId, installmentId, amount = value, reason });
        return allocation;
    }

    /// <summary>Spreads what is on account over the instalments of an invoice, the oldest due date first, until either is used up.</summary>
    /// <exception cref="DomainException">A rule of C3 forbids it, or nothing is pending.</exception>
    public async Task<IReadOnlyList<Allocation>> AllocateToDocumentAsync(AllocationSource kind, long sourceId, long documentId, string? reason = null)
    {
        var pending = await session.Db.Set<Installment>().Where(i => i.DocumentId == documentId && i.Pending > 0)
            .OrderBy(i => i.DueDate).ThenBy(i => i.Number).Select(i => i.Id).ToListAsync();
        if (pending.Count == 0)
        {
            throw new DomainException("allocation.nothing-pending", "Nothing is pending of the document.");
        }

        var made = new List<Allocation>();
        foreach (var id in pending)
        {
            if (made.Count > 0 && (await SourceAsync(kind, sourceId)).Amount <= 0)
            {
                break;
            }

            made.Add(await AllocateAsync(kind, sourceId, id, reason: reason));
        }

        return made;
    }

    /// <summary>What a person must be told before an allocation is undone (C4): codes of texts; empty when there is nothing.</summary>
    public async Task<IReadOnlyList<string>> WarningsAsync(long allocationId)
    {
        var allocation = await HoldingAsync(allocationId);
        var source = await SourceAsync(allocation.SourceKind, allocation.SourceId);
        var warnings = new List<string>();
        if (source.Order?.MassPaymentId is not null)
        {
            warnings.Add("allocation.order-of-mass-payment");
        }

        if (source.Note is not null && (source.Note.MassPaymentId is not null || allocation.MassPaymentId is not null))
        {
            warnings.Add("allocation.note-of-mass-payment");
        }

        return warnings;
    }

    /// <summary>Undoes an allocation: the amount is pending and on account again.</summary>
    /// <param name="allocationId">The allocation.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="acceptWarnings">True when the person was told the warnings and goes on; false refuses with the first of them.</param>
    /// <exception cref="DomainException">It does not exist, was undone already, or has a warning that was not accepted.</exception>
    public async Task DeallocateAsync(long allocationId, string reason, bool acceptWarnings = false)
    {
        reason = Checks.Text(reason, ColumnSizes.Remarks, "reason");
        if (!acceptWarnings && await WarningsAsync(allocationId) is [var warning, ..])
        {
            throw new DomainException(warning, $"The allocation needs confirmation to be undone: {warning}.") { IsConflict = true };
        }

        var allocation = await HoldingAsync(allocationId);
        var document = await new PurchaseDocumentService(session).FindAsync(allocation.DocumentId);
        var source = await SourceAsync(allocation.SourceKind, allocation.SourceId);
        var local = (await new CompanyService(session).CurrentAsync()).LocalCurrency;
        var signed = allocation.SourceKind == AllocationSource.DebitNote ? allocation.Amount : -allocation.Amount;
        if (allocation.InstallmentId is { } installmentId)
        {
            var installment = await session.FindLockedAsync<Installment>("installments", installmentId);
            installment!.Apply(signed);
        }

        document.Apply(signed);
        var restored = await RestoredAsync(source, allocation, local);
        source.Use(-restored);
        await TransferAsync(source, document.Currency, signed, -restored);
        (allocation.DeallocatedAt, allocation.DeallocatedBy, allocation.Reason) = (session.Now, session.Actor.Name, reason);
        session.Db.Add(History(allocation, AllocationAction.Deallocated, reason));
        await session.SaveAsync();
        session.Audit(
            "allocation.undone", "purchase-document", document.Id,
            new { kind = allocation.SourceKind, allocation.SourceId, allocation.InstallmentId, allocation.Amount, reason });
    }

    /// <summary>Undoes all allocations of a payment order or note (C4, "desimputación masiva"); returns how many.</summary>
    public async Task<int> DeallocateSourceAsync(AllocationSource kind, long sourceId, string reason, bool acceptWarnings = false)
    {
        var ids = await session.Db.Set<Allocation>().Where(a => a.SourceKind == kind && a.SourceId == sourceId && a.DeallocatedAt == null)
            .OrderBy(a => a.Id).Select(a => a.Id).ToListAsync();
        foreach (var id in ids)
        {
            await DeallocateAsync(id, reason, acceptWarnings);
        }

        return ids.Count;
    }

    /// <summary>Moves an allocation to another instalment of the same supplier (C4, "cambio de imputación").</summary>
    /// <exception cref="DomainException">As undoing and allocating.</exception>
    public async Task<Allocation> MoveAsync(long allocationId, long installmentId, string reason, bool acceptWarnings = false)
    {
        var allocation = await HoldingAsync(allocationId);
        await DeallocateAsync(allocationId, reason, acceptWarnings);
        return await AllocateAsync(allocation.SourceKind, allocation.SourceId, installmentId, allocation.Amount, reason: reason);
    }

    private async Task<Allocation> HoldingAsync(long allocationId)
    {
        var allocation = await session.FindLockedAsync<Allocation>("allocations", allocationId) ?? throw Checks.NotFound("allocation", allocationId);
        return allocation.DeallocatedAt is null
            ? allocation
            : throw new DomainException("allocation.undone", "The allocation was undone already.") { IsConflict = true };
    }

    private async Task<OnAccount> SourceAsync(AllocationSource kind, long sourceId)
    {
        if (kind == AllocationSource.PaymentOrder)
        {
            return new OnAccount(kind, await new PaymentOrders(session).FindAsync(sourceId), null, null);
        }

        var note = await new PurchaseDocumentService(session).FindAsync(sourceId);
        var expected = kind == AllocationSource.CreditNote ? DocumentKind.CreditNote : DocumentKind.DebitNote;
        if (note.Kind != expected)
        {
            throw new DomainException("allocation.kind", $"Document {note.Number} is no such note.", note.Number) { Field = "sourceId" };
        }

        return new OnAccount(kind, null, note, await session.Db.Set<Installment>().SingleOrDefaultAsync(i => i.DocumentId == sourceId));
    }

    // The last allocation of a source gives back whatever it had used, so that roundings of several do not add up.
    private async Task<decimal> RestoredAsync(OnAccount source, Allocation allocation, string localCurrency)
    {
        var isLast = !await session.Db.Set<Allocation>().AnyAsync(
            a => a.SourceKind == allocation.SourceKind && a.SourceId == allocation.SourceId && a.DeallocatedAt == null && a.Id != allocation.Id);
        return isLast
            ? (source.Order?.Amount ?? source.Note!.Total) - source.Amount
            : allocation.SourceAmount ?? source.InOwn(allocation.Amount, allocation.Currency, localCurrency);
    }

    // What is paid in one currency with another leaves the debt of the one and the credit of the other.
    private Task TransferAsync(OnAccount source, string currency, decimal amount, decimal used) => source.Currency == currency && Math.Abs(amount) == Math.Abs(used)
        ? Task.CompletedTask
        : new SupplierBalances(session).AddAsync(
        [
            (source.SupplierId, new Money(-amount, currency)),
            (source.SupplierId, new Money(source.Kind == AllocationSource.DebitNote ? -used : used, source.Currency)),
        ]);

    private AllocationHistory History(Allocation allocation, AllocationAction action, string? reason) => new()
    {
        Id = session.NewId(),
        CompanyId = session.CompanyId,
        AllocationId = allocation.Id,
        DocumentId = allocation.DocumentId,
        InstallmentId = allocation.InstallmentId,
        Action = action,
        Amount = allocation.Amount,
        Currency = allocation.Currency,
        Reason = reason,
        MassPaymentId = allocation.MassPaymentId,
        At = session.Now,
        By = session.Actor.Name,
    };
}
