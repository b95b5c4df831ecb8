using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.Suppliers;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>Looks a mass payment over for who authorises or pays it: totals by supplier and what is worth a warning (P6). Read only.</summary>
public sealed class MassPaymentOutlooks(LedgerDb db)
{
    /// <summary>The mass payment looked over.</summary>
    /// <param name="payment">The mass payment.</param>
    /// <param name="now">The time now; the company's calendar says which day it is.</param>
    public async Task<MassPaymentOutlook> ReadAsync(MassPayment payment, DateTimeOffset now)
    {
        var rules = await MassPaymentRules.LoadAsync(db);
        var today = rules.Company.DayOf(now);
        var items = db.Set<MassPaymentItem>().AsNoTracking().Where(i => i.MassPaymentId == payment.Id);
        var shares = await (
            from item in items
            join supplier in db.Set<Supplier>() on item.SupplierId equals supplier.Id
            group item by new { supplier.Id, supplier.Code, supplier.Name, supplier.BankAccountNumber } into share
            select new { share.Key, Count = share.Count() }).ToListAsync();
        // Sums of amounts are made here: the column is kept as ten-thousandths, which the database would not convert in an aggregate.
        var amounts = (await items.Select(i => new { i.SupplierId, i.LocalAmount, i.Units }).ToListAsync())
            .GroupBy(i => i.SupplierId).ToDictionary(g => g.Key, g => (Local: g.Sum(i => i.LocalAmount), Units: g.Sum(i => i.Units)));
        var local = payment.Currency == rules.Company.LocalCurrency;
        var suppliers = shares
            .Select(s => (s.Key, s.Count, Sum: amounts[s.Key.Id]))
            .Select(s => new SupplierOutlook(
                s.Key.Id, s.Key.Code, s.Key.Name, s.Count, s.Sum.Local, s.Sum.Units, !string.IsNullOrWhiteSpace(s.Key.BankAccountNumber),
                s.Sum.Local > 0 && (local || s.Sum.Units > 0)))
            .OrderByDescending(s => s.Local).ThenBy(s => s.Code, StringComparer.Ordinal).ToList();
        var overdue = await (
            from item in items
            join document in db.Set<PurchaseDocument>() on item.DocumentId equals document.Id
            where document.Kind == DocumentKind.Invoice && item.DueDate < today
            select new { item.LocalAmount, item.DueDate }).ToListAsync();
        var day = payment.EstimatedPaymentDate < today ? today : payment.EstimatedPaymentDate;
        return new MassPaymentOutlook(
            suppliers, overdue.Count, overdue.Sum(o => o.LocalAmount), overdue.Count == 0 ? null : overdue.Min(o => o.DueDate),
            await WithDifferencesAsync(items), await ChangedAsync(items), day, ClosedThrough(day, rules));
    }

    private Task<int> WithDifferencesAsync(IQueryable<MassPaymentItem> items) => (
        from item in items
        join document in db.Set<PurchaseDocument>() on item.DocumentId equals document.Id
        where document.HasDifferences
        select item).CountAsync();

    private async Task<int> ChangedAsync(IQueryable<MassPaymentItem> items)
    {
        var open = await (
            from item in items
            join installment in db.Set<Installment>() on item.InstallmentId equals installment.Id
            join document in db.Set<PurchaseDocument>() on item.DocumentId equals document.Id
            where item.PaymentOrderId == null
            select new { item.Amount, installment.Pending, document.State }).ToListAsync();
        return open.Count(o => o.Pending != Math.Abs(o.Amount) || o.State == DocumentState.Annulled);
    }

    private static DateOnly? ClosedThrough(DateOnly day, MassPaymentRules rules)
    {
        var treasury = rules.Purchasing.HasTreasury ? rules.Treasury.DocumentsClosedThrough : null;
        var closed = rules.Purchasing.PaymentOrdersClosedThrough is not { } orders || treasury > orders ? treasury : orders;
        return day <= closed ? closed : null;
    }
}
