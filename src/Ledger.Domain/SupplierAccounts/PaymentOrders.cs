using System.Globalization;
using Ledger.Domain.Accounting;
using Ledger.Domain.Companies;
using Ledger.Domain.MassPayments;
using Ledger.Domain.Parameters;
using Ledger.Domain.Suppliers;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.SupplierAccounts;

/// <summary>Issues and annuls payment orders with their treasury movement and journal entry.</summary>
public sealed class PaymentOrders(LedgerSession session)
{
    private static readonly BulkInsert Insert = new(
        "payment_orders", "id", "company_id", "number", "supplier_id", "mass_payment_id", "date", "currency", "exchange_rate", "amount",
        "local_amount", "foreign_amount", "on_account", "state", "issued_at", "issued_by", "treasury_movement_id", "journal_entry_id",
        "classification_id", "revision");

    /// <summary>Pays a supplier on account: nothing is allocated yet (P12).</summary>
    /// <exception cref="DomainException">The amount, rate or supplier is not valid, no treasury account is known, or the date is closed.</exception>
    public async Task<PaymentOrder> IssueOnAccountAsync(NewPaymentOrder payment)
    {
        var company = await new CompanyService(session).CurrentAsync();
        var supplier = await new SupplierService(session).FindAsync(payment.SupplierId);
        var parameters = await new ParameterService(session).GetAsync<PurchasingParameters>();
        Checks.Positive(payment.Amount, Checks.Currency(payment.Currency));
        var rate = RateOf(payment, company);
        await new ClosingDates(session).CheckPaymentOrderAsync(payment.Date);
        var account = parameters.HasTreasury ? await TreasuryAccountAsync(payment, supplier, parameters) : null;
        var posting = await PaymentPosting.LoadAsync(session);

        var order = Create(payment, company, rate, await new NumberSequences(session).TakeAsync(NumberSequences.PaymentOrders));
        var narrative = string.Create(CultureInfo.InvariantCulture, $"Orden de pago {order.Number} {supplier.Name}");
        narrative = narrative[..Math.Min(narrative.Length, ColumnSizes.Narrative)];
        if (account is not null)
        {
            order.TreasuryMovementId = session.NewId();
            await new TreasuryMovements(session).RecordManyAsync([new MovementDraft(
                order.TreasuryMovementId.Value, order.Date, MovementDraft.Payments, order.Id, narrative, [LineOf(order, account, company)])]);
        }

        if (posting is not null && account is not null)
        {
            var entry = posting.Draft(order, supplier.AccountId, [(account.AccountId, order.LocalAmount)], narrative);
            order.JournalEntryId = (await new Journal(session).PostAsync(entry)).Id;
        }

        await IssueManyAsync([order]);
        session.Audit("payment-order.issued", "payment-order", order.Id, new { order.Number, supplier = supplier.Code, order.Currency, order.Amount });
        return await FindAsync(order.Id);
    }

    /// <summary>Writes orders whose numbers were taken and whose movements and entries were made, and lowers the suppliers' balances.</summary>
    public async Task IssueManyAsync(IReadOnlyList<PaymentOrder> orders)
    {
        await Insert.RunAsync(session.Transaction, orders.Select(order => new object?[]
        {
            order.Id, session.CompanyId, order.Number, order.SupplierId, order.MassPaymentId, Stored.Of(order.Date), order.Currency,
            RateConverter.ToStored(order.ExchangeRate), Stored.Of(order.Amount), Stored.Of(order.LocalAmount), Stored.Of(order.ForeignAmount),
            Stored.Of(order.OnAccount), PaymentOrderState.Issued.ToString(), Stored.Of(order.IssuedAt), order.IssuedBy, order.TreasuryMovementId,
            order.JournalEntryId, order.ClassificationId, 0,
        }));
        await new SupplierBalances(session).AddAsync(orders.Select(order => (order.SupplierId, new Money(-order.Amount, order.Currency))));
    }

    /// <summary>
    /// Annuls an order: reverses its treasury movement and its entry, annuls its checks, raises the supplier's balance. Its
    /// mass payment, when it has one, stays as it is (P12).
    /// </summary>
    /// <exception cref="DomainException">It does not exist, is annulled, is still allocated (<c>payment-order.allocated</c>), or the date is closed.</exception>
    public Task AnnulAsync(long orderId, DateOnly date, string reason) => AnnulManyAsync([orderId], date, reason);

    /// <summary>Annuls orders, all or none; as <see cref="AnnulAsync"/>.</summary>
    public async Task AnnulManyAsync(IReadOnlyList<long> orderIds, DateOnly date, string reason)
    {
        await AnnulForMassPaymentAsync(orderIds, date, reason);
        await MassPaymentHoldings.ReleaseOrdersAsync(session, orderIds);
    }

    /// <summary>As <see cref="AnnulManyAsync"/>, while the mass payment goes on holding the documents (P11).</summary>
    internal async Task AnnulForMassPaymentAsync(IReadOnlyList<long> orderIds, DateOnly date, string reason)
    {
        reason = Checks.Text(reason, ColumnSizes.Narrative, "reason");
        var orders = new List<PaymentOrder>(orderIds.Count);
        foreach (var id in orderIds.Order())
        {
            orders.Add(await AnnullableAsync(id));
        }

        var closing = new ClosingDates(session);
        await closing.CheckPaymentOrderAsync(date);
        foreach (var issued in orders.Select(order => order.Date).Distinct())
        {
            await closing.CheckPaymentOrderAsync(issued);
        }

        await new TreasuryMovements(session).ReverseManyAsync([.. orders.Where(o => o.TreasuryMovementId is not null).Select(o => o.TreasuryMovementId!.Value)], date, reason);
        var posted = orders.Where(order => order.JournalEntryId is not null).ToList();
        var reversals = await new Journal(session).ReverseManyAsync([.. posted.Select(order => order.JournalEntryId!.Value)], date, reason);
        for (var i = 0; i < posted.Count; i++)
        {
            posted[i].ReversalEntryId = reversals[i].Id;
        }

        await new Checkbooks(session).AnnulForOrdersAsync(orders.Select(order => order.Id));
        foreach (var order in orders)
        {
            order.State = PaymentOrderState.Annulled;
            order.OnAccount = 0;
            (order.AnnulledAt, order.AnnulledBy) = (session.Now, session.Actor.Name);
            session.Audit("payment-order.annulled", "payment-order", order.Id, new { order.Number, reason });
        }

        await session.SaveAsync();
        await new SupplierBalances(session).AddAsync(orders.Select(order => (order.SupplierId, new Money(order.Amount, order.Currency))));
    }

    /// <summary>An order by its key.</summary>
    /// <exception cref="DomainException">There is none.</exception>
    public async Task<PaymentOrder> FindAsync(long orderId) =>
        await session.FindLockedAsync<PaymentOrder>("payment_orders", orderId) ?? throw Checks.NotFound("payment-order", orderId);

    private async Task<PaymentOrder> AnnullableAsync(long orderId)
    {
        var order = await FindAsync(orderId);
        if (order.State == PaymentOrderState.Annulled)
        {
            throw new DomainException("payment-order.annulled", $"Payment order {order.Number} is annulled.", order.Number) { IsConflict = true };
        }

        if (await session.Db.Set<Allocation>().AnyAsync(a => a.SourceId == orderId && a.DeallocatedAt == null))
        {
            throw new DomainException("payment-order.allocated", $"Payment order {order.Number} is allocated: undo the allocations first.", order.Number) { IsConflict = true };
        }

        return order;
    }

    private PaymentOrder Create(NewPaymentOrder payment, Company company, decimal rate, long number) => new()
    {
        Id = session.NewId(),
        CompanyId = session.CompanyId,
        Number = number,
        SupplierId = payment.SupplierId,
        Date = payment.Date,
        Currency = payment.Currency,
        ExchangeRate = rate,
        Amount = payment.Amount,
        LocalAmount = payment.Currency == company.LocalCurrency ? payment.Amount : Currencies.Round(payment.Amount * rate, company.LocalCurrency),
        ForeignAmount = payment.Currency == company.LocalCurrency
            ? payment.ExchangeRate is null ? 0 : Currencies.Round(payment.Amount / rate, company.ForeignCurrency)
            : payment.Amount,
        OnAccount = payment.Amount,
        State = PaymentOrderState.Issued,
        IssuedAt = session.Now,
        IssuedBy = session.Actor.Name,
        ClassificationId = payment.ClassificationId,
    };

    private static decimal RateOf(NewPaymentOrder payment, Company company)
    {
        if (payment.ExchangeRate is { } rate)
        {
            return Checks.Rate(rate);
        }

        return payment.Currency == company.LocalCurrency
            ? 1m
            : throw new DomainException("payment-order.rate", "A payment in foreign currency needs an exchange rate.") { Field = "exchangeRate" };
    }

    private async Task<TreasuryAccount> TreasuryAccountAsync(NewPaymentOrder payment, Supplier supplier, PurchasingParameters parameters)
    {
        var id = payment.TreasuryAccountId ?? supplier.UsualPaymentAccountId ?? parameters.DefaultPaymentAccountId
            ?? throw new DomainException("payment-order.treasury-account", "No treasury account is given, usual or default.") { Field = "treasuryAccountId" };
        return await new TreasuryAccounts(session).FindAsync(id);
    }

    private static MovementLineDraft LineOf(PaymentOrder order, TreasuryAccount account, Company company)
    {
        if (account.Currency == order.Currency)
        {
            return new MovementLineDraft(account.Id, EntrySide.Credit, order.Amount, order.Currency, order.LocalAmount);
        }

        // The account is kept in another currency: the amount is restated at the order's rate (P8).
        var amount = account.Currency == company.LocalCurrency
            ? order.LocalAmount
            : order.Currency == company.LocalCurrency && order.ExchangeRate != 1m
                ? Currencies.Round(order.Amount / order.ExchangeRate, account.Currency)
                : throw new DomainException("payment-order.account-currency", $"Account {account.Code} is kept in {account.Currency}.", account.Code, account.Currency)
                {
                    Field = "treasuryAccountId",
                };
        return new MovementLineDraft(account.Id, EntrySide.Credit, amount, account.Currency, order.LocalAmount);
    }
}
