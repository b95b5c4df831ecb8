using Ledger.Domain.Companies;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Foundation.Paging;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>Lists mass payments and their documents (P5, P14): filtered, sorted and paged by the database, read only.</summary>
public sealed class MassPaymentQueries(LedgerDb db)
{
    /// <summary>A page of mass payments; the rows are the columns of P5.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="page">
    /// Which page; sorted by <c>number</c> (the default, oldest first), <c>entryDate</c>, <c>estimatedPaymentDate</c>,
    /// <c>state</c>, <c>enteredBy</c>, <c>currency</c>, <c>exchangeRate</c>, <c>totalLocal</c>, <c>totalUnits</c>, <c>authorizedOn</c> or <c>paidOn</c>.
    /// </param>
    /// <exception cref="DomainException">The sort field is unknown or a range is reversed.</exception>
    public async Task<Page<MassPayment>> PageAsync(MassPaymentFilter filter, PageRequest page)
    {
        var rows = Filtered(filter);
        var items = await Sorted(rows, page).ThenBy(m => m.Id).Skip(page.Skip).Take(page.Take).ToListAsync();
        return new Page<MassPayment>(items, await rows.CountAsync());
    }

    /// <summary>How many mass payments there are of each state; states without any are left out.</summary>
    public async Task<IReadOnlyDictionary<MassPaymentState, int>> CountsAsync() => await db.Set<MassPayment>().AsNoTracking()
        .GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);

    /// <summary>One mass payment.</summary>
    /// <exception cref="DomainException">There is none in the company.</exception>
    public Task<MassPayment> GetAsync(long id) => MassPaymentHeader.FindAsync(db, id);

    /// <summary>A page of the documents of a mass payment, by supplier's code and oldest due date.</summary>
    public async Task<Page<MassPaymentItemRow>> ItemsAsync(long id, PageRequest page)
    {
        var count = await db.Set<MassPaymentItem>().CountAsync(i => i.MassPaymentId == id);
        var rows = await Items(id).Skip(page.Skip).Take(page.Take).ToListAsync();
        return new Page<MassPaymentItemRow>(rows, count);
    }

    /// <summary>All documents of a mass payment in the order of <see cref="ItemsAsync"/>; for printing.</summary>
    public Task<List<MassPaymentItemRow>> AllItemsAsync(long id) => Items(id).ToListAsync();

    private static IOrderedQueryable<MassPayment> Sorted(IQueryable<MassPayment> rows, PageRequest page) => page.OrderBy switch
    {
        null or "number" => By(rows, m => m.Number, page),
        "entryDate" => By(rows, m => m.EntryDate, page),
        "estimatedPaymentDate" => By(rows, m => m.EstimatedPaymentDate, page),
        "state" => By(rows, m => m.State, page),
        "enteredBy" => By(rows, m => m.EnteredByName, page),
        "currency" => By(rows, m => m.Currency, page),
        "exchangeRate" => By(rows, m => m.ExchangeRate, page),
        "totalLocal" => By(rows, m => m.TotalLocal, page),
        "totalUnits" => By(rows, m => m.TotalUnits, page),
        "authorizedOn" => By(rows, m => m.AuthorizedOn, page),
        "paidOn" => By(rows, m => m.PaidOn, page),
        _ => throw new DomainException(MassPaymentCodes.SortUnknown, $"The list cannot be sorted by {page.OrderBy}.", page.OrderBy) { Field = "orderBy" },
    };

    private static IOrderedQueryable<MassPayment> By<TKey>(
        IQueryable<MassPayment> rows, System.Linq.Expressions.Expression<Func<MassPayment, TKey>> key, PageRequest page) =>
        page.Descending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    private IQueryable<MassPayment> Filtered(MassPaymentFilter filter)
    {
        if (filter.DateFrom > filter.DateTo || filter.NumberFrom > filter.NumberTo)
        {
            throw MassPaymentRefusals.Field(
                MassPaymentCodes.FilterRangeReversed, filter.DateFrom > filter.DateTo ? "dateFrom" : "numberFrom", "The start of the range is after its end.");
        }

        var rows = db.Set<MassPayment>().AsNoTracking();
        if (filter.States is { Count: > 0 } states)
        {
            rows = rows.Where(m => states.Contains(m.State));
        }

        if (filter.NumberFrom is { } first)
        {
            rows = rows.Where(m => m.Number >= first);
        }

        if (filter.NumberTo is { } last)
        {
            rows = rows.Where(m => m.Number <= last);
        }

        var from = filter.DateFrom ?? DateOnly.MinValue;
        var to = filter.DateTo ?? DateOnly.MaxValue;
        return (filter.DateFrom ?? filter.DateTo) is null
            ? rows
            : filter.DateKind switch
            {
                MassPaymentDateKind.Entry => rows.Where(m => m.EntryDate >= from && m.EntryDate <= to),
                MassPaymentDateKind.EstimatedPayment => rows.Where(m => m.EstimatedPaymentDate >= from && m.EstimatedPaymentDate <= to),
                _ => rows.Where(m => m.PaidOn >= from && m.PaidOn <= to),
            };
    }

    private IQueryable<MassPaymentItemRow> Items(long id) =>
        from item in db.Set<MassPaymentItem>().AsNoTracking()
        join document in db.Set<PurchaseDocument>() on item.DocumentId equals document.Id
        join supplier in db.Set<Supplier>() on item.SupplierId equals supplier.Id
        join branch in db.Set<Branch>() on item.BranchId equals branch.Id
        join found in db.Set<PaymentOrder>() on item.PaymentOrderId equals (long?)found.Id into orders
        from order in orders.DefaultIfEmpty()
        where item.MassPaymentId == id
        orderby supplier.Code, item.DueDate, document.SiiType, document.Number, item.InstallmentId
        select new MassPaymentItemRow(
            item.InstallmentId, item.DocumentId, branch.Code, item.SupplierId, supplier.Code, supplier.Name, document.Kind,
            DocumentName.Of(document.SiiType, document.Letter, document.Number), item.DueDate, document.IssueDate, item.Currency,
            item.Amount, item.LocalAmount, item.Units, item.PaidWithDifferences, item.PaymentOrderId, order == null ? null : order.Number,
            order != null && order.State == PaymentOrderState.Annulled);
}
