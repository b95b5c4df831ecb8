using System.Globalization;
using Ledger.Domain.Accounting;
using Ledger.Domain.ExchangeRates;
using Ledger.Domain.Parameters;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Treasury;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;

namespace Ledger.Domain.MassPayments;

/// <summary>Writes what the payment of one chunk's suppliers is made of, set by set: everything of P8.</summary>
internal sealed class SupplierPaymentWriter(LedgerSession session, MassPayment payment, MassPaymentRules rules, SupplierChunk chunk)
{
    private static readonly BulkInsert InsertAllocations = new(
        "allocations", "id", "company_id", "source_kind", "source_id", "document_id", "installment_id", "amount", "currency", "source_amount",
        "allocated_at", "allocated_by", "mass_payment_id");

    private static readonly BulkInsert InsertHistory = new(
        "allocation_history", "id", "company_id", "allocation_id", "document_id", "installment_id", "action", "amount", "currency", "mass_payment_id", "at", "by");

    private readonly Dictionary<long, TreasuryAccount> _accounts = [];
    private readonly Dictionary<string, decimal> _rates = [];

    private bool IsLocal => payment.Currency == rules.Company.LocalCurrency;

    /// <summary>Pays; returns the orders in the order of their numbers.</summary>
    public async Task<IReadOnlyList<PaymentOrder>> WriteAsync()
    {
        await LoadTreasuryAsync();
        var first = await new NumberSequences(session).TakeAsync(NumberSequences.PaymentOrders, chunk.Suppliers.Count);
        var orders = chunk.Suppliers.Select((supplier, i) => OrderOf(supplier, first + i)).ToList();
        if (rules.Purchasing.HasTreasury)
        {
            await WriteTreasuryAsync(orders);
        }

        await new PaymentOrders(session).IssueManyAsync(orders);
        await WriteAllocationsAsync(orders);
        await MarkPaidAsync(orders);
        AuditOrders(orders);
        return orders;
    }

    private PaymentOrder OrderOf(SupplierToPayNow supplier, long number)
    {
        var local = supplier.Items.Sum(i => i.Local);
        var units = supplier.Items.Sum(i => i.Units);
        return new PaymentOrder
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            Number = number,
            SupplierId = supplier.SupplierId,
            MassPaymentId = payment.Id,
            Date = chunk.Date,
            Currency = payment.Currency,
            ExchangeRate = payment.ExchangeRate,
            Amount = IsLocal ? local : units,
            LocalAmount = local,

            // The other currency is a mere restatement of the order's total: the roundings of the single documents are left behind.
            ForeignAmount = IsLocal ? Currencies.Round(local / payment.ExchangeRate, rules.Company.ForeignCurrency) : units,
            OnAccount = 0,
            State = PaymentOrderState.Issued,
            IssuedAt = session.Now,
            IssuedBy = session.Actor.Name,
            ClassificationId = supplier.ClassificationId,
        };
    }

    private async Task LoadTreasuryAsync()
    {
        foreach (var account in await session.Db.Set<TreasuryAccount>().AsNoTracking().ToListAsync())
        {
            _accounts[account.Id] = account;
        }

        var used = chunk.Suppliers.SelectMany(s => new[] { s.PaymentAccountId, s.DebitAccountId }).OfType<long>().Select(id => _accounts[id].Currency);
        foreach (var currency in used.Distinct().Where(c => c != rules.Company.LocalCurrency && c != rules.Company.ForeignCurrency))
        {
            _rates[currency] = await ExchangeRateService.FindAsync(session.Db, currency, chunk.Date)
                ?? throw MassPaymentRefusals.Conflict(Codes.RateMissing, $"{currency} has no rate on {chunk.Date:O}.", currency, chunk.Date);
        }
    }

    private async Task WriteTreasuryAsync(IReadOnlyList<PaymentOrder> orders)
    {
        await TakeCheckNumbersAsync();
        var posting = await PaymentPosting.LoadAsync(session);
        var movements = new List<MovementDraft>(orders.Count);
        var checks = new List<Check>();
        var entries = new List<JournalEntryDraft>(orders.Count);
        for (var i = 0; i < orders.Count; i++)
        {
            var (order, supplier) = (orders[i], chunk.Suppliers[i]);
            var narrative = Narrative(order, supplier);
            var account = _accounts[supplier.PaymentAccountId!.Value];
            var check = CheckOf(order, supplier, account);
            if (check is not null)
            {
                checks.Add(check);
            }

            order.TreasuryMovementId = session.NewId();
            movements.Add(new MovementDraft(
                order.TreasuryMovementId.Value, order.Date, MovementDraft.Payments, order.Id, narrative, LinesOf(order, supplier, account, check?.Id)));
            if (posting is not null)
            {
                var payable = supplier.AccountId ?? (supplier.DebitAccountId is { } debit ? _accounts[debit].AccountId : null);
                entries.Add(posting.Draft(order, payable, [(account.AccountId, PaidLocal(order))], narrative));
            }
        }

        await new TreasuryMovements(session).RecordManyAsync(movements);
        await new Checkbooks(session).IssueManyAsync(checks);
        var posted = await new Journal(session).PostManyAsync(entries);
        for (var i = 0; i < posted.Count; i++)
        {
            orders[i].JournalEntryId = posted[i].Id;
        }
    }

    // What leaves the account in local currency; in a foreign currency its rounding differs from the documents', and the
    // difference is posted (P8).
    private decimal PaidLocal(PaymentOrder order) =>
        IsLocal ? order.LocalAmount : Currencies.Round(order.Amount * payment.ExchangeRate, rules.Company.LocalCurrency);

    private decimal InCurrencyOf(TreasuryAccount account, PaymentOrder order) =>
        account.Currency == rules.Company.LocalCurrency ? PaidLocal(order)
        : account.Currency == rules.Company.ForeignCurrency ? order.ForeignAmount
        : Currencies.Round(PaidLocal(order) / _rates[account.Currency], account.Currency);

    private List<MovementLineDraft> LinesOf(PaymentOrder order, SupplierToPayNow supplier, TreasuryAccount account, long? checkId)
    {
        var lines = new List<MovementLineDraft>(2);
        if (supplier.DebitAccountId is { } debit)
        {
            lines.Add(new MovementLineDraft(debit, EntrySide.Debit, InCurrencyOf(_accounts[debit], order), _accounts[debit].Currency, PaidLocal(order)));
        }

        lines.Add(new MovementLineDraft(account.Id, EntrySide.Credit, InCurrencyOf(account, order), account.Currency, PaidLocal(order), checkId));
        return lines;
    }

    private Check? CheckOf(PaymentOrder order, SupplierToPayNow supplier, TreasuryAccount account) => supplier.CheckbookId is not { } checkbook
        ? null
        : new Check
        {
            Id = session.NewId(),
            CompanyId = session.CompanyId,
            CheckbookId = checkbook,
            Number = supplier.CheckNumber!.Value,
            State = CheckState.Issued,
            Amount = InCurrencyOf(account, order),
            Currency = account.Currency,
            IssueDate = order.Date,
            DueDate = supplier.CheckDueDate!.Value,
            PaymentOrderId = order.Id,
            SupplierId = order.SupplierId,
            MassPaymentId = payment.Id,
        };

    private async Task TakeCheckNumbersAsync()
    {
        var checkbooks = new Checkbooks(session);
        foreach (var group in chunk.Suppliers.Where(s => s.CheckbookId is not null).GroupBy(s => (Checkbook: s.CheckbookId!.Value, Account: s.PaymentAccountId!.Value)))
        {
            foreach (var supplier in group.Where(s => s.CheckNumber is not null))
            {
                await checkbooks.ValidateNumberAsync(group.Key.Checkbook, group.Key.Account, supplier.CheckNumber!.Value);
            }

            var open = group.Where(s => s.CheckNumber is null).ToList();
            if (open.Count > 0)
            {
                var numbers = await checkbooks.TakeAsync(group.Key.Checkbook, group.Key.Account, open.Count);
                for (var i = 0; i < open.Count; i++)
                {
                    open[i].CheckNumber = numbers[i];
                }
            }
        }
    }

    private async Task WriteAllocationsAsync(IReadOnlyList<PaymentOrder> orders)
    {
        var parts = new List<(long Id, long SupplierId, AllocationPart Part)>();
        for (var i = 0; i < orders.Count; i++)
        {
            parts.AddRange(AllocationPlan.Of(chunk.Suppliers[i].Items, IsLocal, orders[i]).Select(part => (session.NewId(), orders[i].SupplierId, part)));
        }

        var now = Stored.Of(session.Now);
        await InsertAllocations.RunAsync(session.Transaction, parts.Select(p => new object?[]
        {
            p.Id, session.CompanyId, p.Part.SourceKind.ToString(), p.Part.SourceId, p.Part.DocumentId, p.Part.InstallmentId, Stored.Of(p.Part.Amount),
            p.Part.Currency, p.Part.IsEven ? null : Stored.Of(p.Part.SourceAmount), now, session.Actor.Name, payment.Id,
        }));
        await InsertHistory.RunAsync(session.Transaction, parts.Select(p => new object?[]
        {
            session.NewId(), session.CompanyId, p.Id, p.Part.DocumentId, p.Part.InstallmentId, nameof(AllocationAction.Allocated), Stored.Of(p.Part.Amount),
            p.Part.Currency, payment.Id, now, session.Actor.Name,
        }));

        // What is paid in one currency with another leaves the debt of the one and the credit of the other.
        await new SupplierBalances(session).AddAsync(parts.Where(p => !p.Part.IsEven).SelectMany(p => new[]
        {
            (p.SupplierId, new Money(-p.Part.Amount, p.Part.Currency)), (p.SupplierId, new Money(p.Part.SourceAmount, p.Part.SourceCurrency)),
        }));
    }

    private async Task MarkPaidAsync(IReadOnlyList<PaymentOrder> orders)
    {
        // Keys grow, so the orders of this chunk are told from annulled ones of an earlier generation.
        var (first, last, oldest) = (chunk.First, chunk.Last, orders[0].Id);
        var transaction = session.Transaction;
        var paid = await transaction.ExecuteAsync(
            """
            update mass_payment_suppliers set payment_order_id =
                (select o.id from payment_orders o where o.mass_payment_id = $1 and o.supplier_id = mass_payment_suppliers.supplier_id and o.id >= $4)
            where mass_payment_id = $1 and supplier_id >= $2 and supplier_id <= $3 and payment_order_id is null
            """,
            payment.Id, first, last, oldest);
        var items = await transaction.ExecuteAsync(
            """
            update mass_payment_items set
                payment_order_id = (select s.payment_order_id from mass_payment_suppliers s
                    where s.mass_payment_id = mass_payment_items.mass_payment_id and s.supplier_id = mass_payment_items.supplier_id),
                paid_with_differences = (select d.has_differences from purchase_documents d where d.id = mass_payment_items.document_id)
            where mass_payment_id = $1 and supplier_id >= $2 and supplier_id <= $3 and payment_order_id is null
            """,
            payment.Id, first, last);
        const string Paid =
            "mass_payment_id = $1 and supplier_id >= $2 and supplier_id <= $3 and payment_order_id >= $4";
        var installments = await transaction.ExecuteAsync(
            $"update installments set pending = 0, state = 'Cancelled' where pending > 0 and id in (select installment_id from mass_payment_items where {Paid})",
            payment.Id, first, last, oldest);
        if (paid != orders.Count || items != installments || items != chunk.Suppliers.Sum(s => s.Items.Count))
        {
            throw new InvalidOperationException($"Paying {orders.Count} suppliers touched {paid} suppliers, {items} items and {installments} instalments.");
        }

        await PaidDocuments.UpdateAsync(transaction, $"select document_id from mass_payment_items where {Paid}", payment.Id, first, last, oldest);
    }

    private string Narrative(PaymentOrder order, SupplierToPayNow supplier)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Pago masivo {payment.Number}, orden de pago {order.Number}, {supplier.Name}");
        return text[..Math.Min(text.Length, ColumnSizes.Narrative)];
    }

    private void AuditOrders(IReadOnlyList<PaymentOrder> orders)
    {
        for (var i = 0; i < orders.Count; i++)
        {
            session.Audit(
                "payment-order.issued", "payment-order", orders[i].Id,
                new
                {
                    orders[i].Number,
                    supplier = chunk.Suppliers[i].Code,
                    orders[i].Currency,
                    orders[i].Amount,
                    massPayment = payment.Number,
                    documents = chunk.Suppliers[i].Items.Select(item => item.Name),
                });
        }
    }
}
