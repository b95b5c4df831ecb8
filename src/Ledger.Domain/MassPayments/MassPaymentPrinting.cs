using System.Globalization;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.Documents;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.MassPayments;

/// <summary>
/// The printed documents of a mass payment (P10): its detail, its payment orders (one a supplier, each on a page of its
/// own) and its checks. Read only; a <see cref="PdfPrinter"/> makes PDF of them.
/// </summary>
/// <param name="db">The company's tables.</param>
/// <param name="culture">The language of the labels and the form of numbers and dates.</param>
public sealed class MassPaymentPrinting(LedgerDb db, CultureInfo culture)
{
    private readonly DocumentRenderer _renderer = new(culture);

    /// <summary>The detail with every document, in the order of the grid, and the remark of those whose order was annulled (P13).</summary>
    /// <exception cref="DomainException">There is no such mass payment.</exception>
    public async Task<PrintedDocument> DetailAsync(long id)
    {
        var payment = await MassPaymentHeader.FindAsync(db, id);
        var company = await CompanyAsync();
        var items = await new MassPaymentQueries(db).AllItemsAsync(id);
        var model = new
        {
            company = new { name = company.Name, rut = company.Rut },
            number = payment.Number,
            stateKey = $"state.{payment.State}",
            currency = payment.Currency,
            exchangeRate = payment.ExchangeRate,
            entryDate = payment.EntryDate,
            estimatedPaymentDate = payment.EstimatedPaymentDate,
            itemCount = payment.ItemCount,
            enteredBy = payment.EnteredByName,
            authorizedBy = payment.AuthorizedByName,
            authorizedOn = payment.AuthorizedOn,
            paidBy = payment.PaidByName,
            paidOn = payment.PaidOn,
            remarks = payment.Remarks,
            isHeadOffice = company.IsHeadOfficeInstallation,
            localCurrency = company.LocalCurrency,
            foreignCurrency = company.ForeignCurrency,
            totalLocal = payment.TotalLocal,
            totalUnits = payment.TotalUnits,
            items = items.Select(i => new
            {
                branch = i.BranchCode,
                supplierCode = i.SupplierCode,
                supplierName = i.SupplierName,
                kindKey = $"kind.{i.Kind}",
                document = i.Document,
                dueDate = i.DueDate,
                currency = i.Currency,
                local = i.LocalAmount,
                units = i.Units,
                remark = RemarkOf(i),
            }).ToList(),
        };
        return _renderer.Render(Title("massPayment", payment.Number), await DocumentTemplates.FindAsync(db, "mass-payment"), [model]);
    }

    /// <summary>The payment orders of a mass payment, annulled ones too and marked so, by number.</summary>
    /// <exception cref="DomainException">There is no such mass payment.</exception>
    public async Task<PrintedDocument> PaymentOrdersAsync(long id)
    {
        var payment = await MassPaymentHeader.FindAsync(db, id);
        return await OrdersAsync(db.Set<PaymentOrder>().Where(o => o.MassPaymentId == id), Title("paymentOrders", payment.Number));
    }

    /// <summary>One payment order.</summary>
    /// <exception cref="DomainException">There is no such payment order.</exception>
    public async Task<PrintedDocument> PaymentOrderAsync(long orderId)
    {
        var number = await db.Set<PaymentOrder>().Where(o => o.Id == orderId).Select(o => (long?)o.Number).FirstOrDefaultAsync()
            ?? throw Checks.NotFound("payment-order", orderId);
        return await OrdersAsync(db.Set<PaymentOrder>().Where(o => o.Id == orderId), Title("paymentOrder", number));
    }

    /// <summary>The standing checks of the mass payment with a number (manual 002, "Impresión de cheques", "Por pago masivo").</summary>
    /// <exception cref="DomainException">No mass payment has the number.</exception>
    public async Task<PrintedDocument> ChecksAsync(long massPaymentNumber)
    {
        var id = await db.Set<MassPayment>().Where(m => m.Number == massPaymentNumber).Select(m => (long?)m.Id).FirstOrDefaultAsync()
            ?? throw MassPaymentRefusals.NotFound(massPaymentNumber);
        var company = await CompanyAsync();
        var rows = await (
            from check in db.Set<Check>()
            join checkbook in db.Set<Checkbook>() on check.CheckbookId equals checkbook.Id
            join account in db.Set<TreasuryAccount>() on checkbook.TreasuryAccountId equals account.Id
            join supplier in db.Set<Supplier>() on check.SupplierId equals supplier.Id
            where check.MassPaymentId == id && check.State == CheckState.Issued
            orderby checkbook.FirstNumber, check.Number
            select new { check.Number, check.Amount, check.Currency, check.DueDate, Checkbook = checkbook.Name, Account = account.Name, Supplier = supplier.Name })
            .AsNoTracking().ToListAsync();
        var models = rows.Select(r => (object)new
        {
            company = new { name = company.Name, rut = company.Rut },
            account = r.Account,
            checkbook = r.Checkbook,
            number = r.Number,
            amount = r.Amount,
            currency = r.Currency,
            dueDate = r.DueDate,
            supplierName = r.Supplier,
        });
        return _renderer.Render(Title("checks", massPaymentNumber), await DocumentTemplates.FindAsync(db, "check"), models);
    }

    private async Task<PrintedDocument> OrdersAsync(IQueryable<PaymentOrder> orders, string title)
    {
        var company = await CompanyAsync();
        var rows = await (
            from order in orders
            join supplier in db.Set<Supplier>() on order.SupplierId equals supplier.Id
            orderby order.Number
            select new { Order = order, supplier.Code, supplier.Name, supplier.Rut }).AsNoTracking().ToListAsync();
        var documents = (await (
            from order in orders
            join allocation in db.Set<Allocation>() on order.Id equals allocation.SourceId
            join installment in db.Set<Installment>() on allocation.InstallmentId equals installment.Id
            join document in db.Set<PurchaseDocument>() on allocation.DocumentId equals document.Id
            where allocation.SourceKind == AllocationSource.PaymentOrder && allocation.DeallocatedAt == null
            orderby installment.DueDate, allocation.Id
            select new PrintedPart(order.Id, document.Kind, document.SiiType, document.Letter, document.Number, installment.DueDate, allocation.Currency, allocation.Amount))
            .ToListAsync()).ToLookup(p => p.OrderId);
        var funds = (await (
            from order in orders
            join line in db.Set<TreasuryMovementLine>() on order.TreasuryMovementId equals line.MovementId
            join account in db.Set<TreasuryAccount>() on line.TreasuryAccountId equals account.Id
            join found in db.Set<Check>() on line.CheckId equals (long?)found.Id into checks
            from check in checks.DefaultIfEmpty()
            where line.Side == EntrySide.Credit
            select new PrintedFunds(order.Id, account.Name, check == null ? null : check.Number, check == null ? null : check.DueDate)).ToListAsync())
            .ToLookup(f => f.OrderId);
        var numbers = await db.Set<MassPayment>().Where(m => orders.Any(o => o.MassPaymentId == m.Id)).ToDictionaryAsync(m => m.Id, m => m.Number);
        var models = rows.Select(r => OrderModel(company, r.Order, (r.Code, r.Name, r.Rut), documents[r.Order.Id], funds[r.Order.Id].FirstOrDefault(), numbers));
        return _renderer.Render(title, await DocumentTemplates.FindAsync(db, "payment-order"), models);
    }

    private static object OrderModel(
        Company company, PaymentOrder order, (string Code, string Name, string Rut) supplier, IEnumerable<PrintedPart> parts, PrintedFunds? funds,
        Dictionary<long, long> massPaymentNumbers) => new
        {
            company = new { name = company.Name, rut = company.Rut },
            number = order.Number,
            isAnnulled = order.State == PaymentOrderState.Annulled,
            massPaymentNumber = order.MassPaymentId is { } id && massPaymentNumbers.TryGetValue(id, out var number) ? number : (long?)null,
            supplierCode = supplier.Code,
            supplierName = supplier.Name,
            supplierRut = supplier.Rut,
            date = order.Date,
            currency = order.Currency,
            exchangeRate = order.ExchangeRate,
            amount = order.Amount,
            fundsAccount = funds?.Account,
            checkNumber = funds?.CheckNumber,
            checkDueDate = funds?.CheckDueDate,
            items = parts.Select(p => new
            {
                kindKey = $"kind.{p.Kind}",
                document = DocumentName.Of(p.SiiType, p.Letter, p.Number),
                dueDate = p.DueDate,
                currency = p.Currency,
                amount = p.Amount,
            }).ToList(),
        };

    private string? RemarkOf(MassPaymentItemRow item) => item.IsOrderAnnulled
        ? string.Format(culture, DocumentTexts.Find("orderAnnulled", culture)!, item.PaymentOrderNumber)
        : null;

    private string Title(string key, long number) => string.Create(culture, $"{DocumentTexts.Find(key, culture)} {number}");

    private Task<Company> CompanyAsync() => db.Set<Company>().AsNoTracking().SingleAsync(c => c.Id == db.CompanyId);

    private sealed record PrintedPart(
        long OrderId, DocumentKind Kind, int SiiType, string? Letter, long Number, DateOnly DueDate, string Currency, decimal Amount);

    private sealed record PrintedFunds(long OrderId, string Account, long? CheckNumber, DateOnly? CheckDueDate);
}
