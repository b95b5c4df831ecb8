using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>
/// Annuls the generation of a mass payment (P11): de-allocates, annuls the payment orders, reverses treasury and accounting.
/// Its documents are pending or on account again and stay in it; it is entered or authorised again, by the parameter.
/// </summary>
/// <remarks>
/// <see cref="BeginAsync"/> checks everything; <see cref="RunChunkAsync"/>, each time in a unit of work of its own, undoes some
/// suppliers until none is left. From the begin to the end nothing else can be done to the mass payment.
/// </remarks>
public sealed class MassPaymentAnnulment(LedgerSession session)
{
    // So many a person can read; the first stops the annulment anyway.
    private const int ObstaclesMax = 200;

    private static readonly BulkInsert InsertHistory = new(
        "allocation_history", "id", "company_id", "allocation_id", "document_id", "installment_id", "action", "amount", "currency", "reason",
        "mass_payment_id", "at", "by");

    /// <summary>Checks that the generation can be annulled and begins; done again while it is under way, it only says how far it is.</summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="expectedRevision">The revision the person saw, or null.</param>
    /// <exception cref="DomainException">
    /// It was not paid, a day is closed, or a document was changed, de-allocated or annulled since, or an order annulled by
    /// itself: the message says which and how. Nothing was done.
    /// </exception>
    public async Task<MassPaymentProgress> BeginAsync(long id, int? expectedRevision)
    {
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision);
        if (payment.AnnulmentBegunAt is not null)
        {
            return await ProgressAsync(payment);
        }

        MassPaymentHeader.Check(payment, MassPaymentMove.AnnulPartly, authorizesMassPayments: true);
        var closing = new ClosingDates(session);
        await closing.CheckPaymentOrderAsync((await MassPaymentRules.LoadAsync(session.Db)).Company.DayOf(session.Now));
        await closing.CheckPaymentOrderAsync(payment.PaidOn!.Value);
        await CheckUnchangedAsync(payment, long.MinValue, long.MaxValue);
        await session.Transaction.ExecuteAsync("update mass_payments set annulment_begun_at = $2 where id = $1", id, Stored.Of(session.Now));
        await MassPaymentHeader.TouchAsync(session, id);
        session.Audit("mass-payment.annulment-begun", nameof(MassPayment), id, new { payment.Number, payment.State });
        return await ProgressAsync(payment);
    }

    /// <summary>What the annulment would undo and all that stands in its way, to be shown before a person decides. Writes nothing.</summary>
    /// <exception cref="DomainException">There is no such mass payment.</exception>
    public async Task<AnnulmentPreview> PreviewAsync(long id)
    {
        var payment = await MassPaymentHeader.FindAsync(session.Db, id);
        var obstacles = new FundsProblems();
        if (MassPaymentLifecycle.Allows(MassPaymentMove.AnnulPartly, payment.State))
        {
            var closing = new ClosingDates(session);
            var rules = await MassPaymentRules.LoadAsync(session.Db);
            await obstacles.TryAsync(() => closing.CheckPaymentOrderAsync(rules.Company.DayOf(session.Now)));
            await obstacles.TryAsync(() => closing.CheckPaymentOrderAsync(payment.PaidOn!.Value));
            foreach (var (supplierId, refusal) in await ChangedAsync(payment, long.MinValue, long.MaxValue, ObstaclesMax))
            {
                obstacles.Add(supplierId, refusal);
            }
        }
        else
        {
            obstacles.Add(null, WrongState(MassPaymentMove.AnnulPartly, payment.State, payment.Number));
        }

        const string Orders = "select payment_order_id from mass_payment_suppliers where mass_payment_id = $1 and payment_order_id is not null";
        var counts = await session.Transaction.QueryFirstAsync(
            $"""
            select (select count(*) from payment_orders where id in ({Orders})),
                (select cast(coalesce(sum(local_amount), 0) as bigint) from payment_orders where id in ({Orders})),
                (select count(*) from mass_payment_items where mass_payment_id = $1 and payment_order_id is not null),
                (select count(*) from checks where payment_order_id in ({Orders}) and state = 'Issued'),
                (select count(*) from payment_orders where id in ({Orders}) and treasury_movement_id is not null),
                (select count(distinct journal_entry_id) from payment_orders where id in ({Orders}) and journal_entry_id is not null)
            """,
            row => Enumerable.Range(0, 6).Select(row.GetInt64).ToArray(), id);
        return new AnnulmentPreview(
            (int)counts![0], Stored.Amount(counts[1]), (int)counts[2], (int)counts[3], (int)counts[4], (int)counts[5], obstacles.All);
    }

    /// <summary>Undoes the next suppliers, in one go or not at all, and says how far it is.</summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="maxSuppliers">How many suppliers at most; about 50 keep the write lock short.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <exception cref="DomainException">The annulment was not begun, a day was closed or a document changed in the meantime. This chunk did nothing.</exception>
    public async Task<MassPaymentProgress> RunChunkAsync(long id, int maxSuppliers, string reason)
    {
        reason = Checks.Text(reason, ColumnSizes.Narrative, "reason");
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = await MassPaymentHeader.LockAsync(session, id, null);
        var progress = await ProgressAsync(payment);
        if (payment.AnnulmentBegunAt is null)
        {
            return progress.Done == 0 && payment.State is MassPaymentState.Entered or MassPaymentState.Authorized
                ? progress with { IsFinished = true }
                : throw Conflict(Codes.AnnulmentNotBegun, $"The annulment of mass payment {payment.Number} was not begun.", payment.Number);
        }

        var after = progress;
        await WriteGuard.RunAsync(
            session, async () => after = await UndoAsync(payment, rules, progress, Math.Max(1, maxSuppliers), reason),
            () => throw new InvalidOperationException("An annulment takes no keys."));
        return after;
    }

    /// <summary>
    /// Gives up an annulment that cannot go on because something changed in the meantime: what was undone stays undone, the
    /// rest stays paid, and the mass payment may be paid on, or its orders annulled one by one (P12).
    /// </summary>
    /// <exception cref="DomainException">No annulment is under way.</exception>
    public async Task<MassPayment> GiveUpAsync(long id)
    {
        var payment = await MassPaymentHeader.LockAsync(session, id, null);
        if (payment.AnnulmentBegunAt is null)
        {
            throw Conflict(Codes.AnnulmentNotBegun, $"The annulment of mass payment {payment.Number} was not begun.", payment.Number);
        }

        // Suppliers undone so far have no funds any more: those left may not be paid as if they were all.
        await MassPaymentHeader.DropPreparationAsync(session, id);
        await session.Transaction.ExecuteAsync("update mass_payments set annulment_begun_at = null where id = $1", id);
        await MassPaymentHeader.TouchAsync(session, id);
        session.Audit("mass-payment.annulment-given-up", nameof(MassPayment), id, new { payment.Number, payment.State });
        return await MassPaymentHeader.FindAsync(session.Db, id);
    }

    private async Task<MassPaymentProgress> UndoAsync(
        MassPayment payment, MassPaymentRules rules, MassPaymentProgress before, int maxSuppliers, string reason)
    {
        var orders = await session.Transaction.QueryAsync(
            """
            select supplier_id, payment_order_id from mass_payment_suppliers
            where mass_payment_id = $1 and payment_order_id is not null order by supplier_id limit $2
            """,
            row => (SupplierId: row.GetInt64(0), OrderId: row.GetInt64(1)), payment.Id, (long)maxSuppliers);
        if (orders.Count > 0)
        {
            var (first, last) = (orders[0].SupplierId, orders[^1].SupplierId);
            await CheckUnchangedAsync(payment, first, last);
            await DeallocateAsync(payment, first, last, reason);
            await RestoreAsync(payment, first, last);
            await new PaymentOrders(session).AnnulForMassPaymentAsync([.. orders.Select(o => o.OrderId)], rules.Company.DayOf(session.Now), reason);
            await session.SaveAsync();
            session.Db.ChangeTracker.Clear();
        }

        var left = before.Total - before.Done - orders.Count;
        var move = left == 0 ? MassPaymentMove.AnnulAll : MassPaymentMove.AnnulPartly;
        var state = MassPaymentHeader.Check(payment, move, rules.Purchasing.AuthorizesMassPayments);
        await WriteStateAsync(payment, state, left == 0);
        session.Audit(
            left == 0 ? "mass-payment.annulled" : "mass-payment.partly-annulled", nameof(MassPayment), payment.Id, new { payment.Number, orders = orders.Count, left, reason });
        return new MassPaymentProgress(before.Done + orders.Count, before.Total, state, left == 0);
    }

    private async Task CheckUnchangedAsync(MassPayment payment, long first, long last)
    {
        if (await ChangedAsync(payment, first, last, 1) is [var changed, ..])
        {
            throw changed.Refusal;
        }
    }

    private Task<List<(long SupplierId, DomainException Refusal)>> ChangedAsync(MassPayment payment, long first, long last, int max) =>
        session.Transaction.QueryAsync(
            """
            select o.state, d.state, m.held_installment_id, d.sii_type, d.letter, d.number, s.code, o.number,
                (select count(*) from allocations a where a.mass_payment_id = m.mass_payment_id and a.deallocated_at is not null
                    and (a.document_id = m.document_id or a.source_id = m.document_id) and a.allocated_at >= o.issued_at),
                m.supplier_id
            from mass_payment_items m
            join purchase_documents d on d.id = m.document_id
            join payment_orders o on o.id = m.payment_order_id
            join suppliers s on s.id = m.supplier_id
            where m.mass_payment_id = $1 and m.supplier_id >= $2 and m.supplier_id <= $3
                and (o.state = 'Annulled' or d.revision <> m.document_revision or m.held_installment_id is null)
            order by m.supplier_id, m.installment_id limit $4
            """,
            row =>
            {
                var document = DocumentName.Of(row.GetInt32(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt64(5));
                var (code, subject) = row.GetString(0) == nameof(PaymentOrderState.Annulled) ? (Codes.AnnulOrderAnnulled, (object)row.GetInt64(7))
                    : row.GetString(1) == nameof(DocumentState.Annulled) ? (Codes.AnnulDocumentAnnulled, document)
                    : row.GetInt64(8) > 0 ? (Codes.AnnulDeallocated, document)
                    : (Codes.AnnulDocumentChanged, document);
                var supplier = row.GetString(6);
                return (row.GetInt64(9), Conflict(
                    code, $"Mass payment {payment.Number} cannot be annulled: {code} {subject} of {supplier}.", subject, supplier));
            },
            payment.Id, first, last, (long)max);

    private async Task DeallocateAsync(MassPayment payment, long first, long last, string reason)
    {
        const string Holding =
            """
            mass_payment_id = $1 and deallocated_at is null and installment_id in
                (select installment_id from mass_payment_items where mass_payment_id = $1 and supplier_id >= $2 and supplier_id <= $3 and payment_order_id is not null)
            """;
        var undone = await session.Transaction.QueryAsync(
            $"select id, document_id, installment_id, amount, currency, source_kind, source_id, source_amount from allocations where {Holding}",
            row => new
            {
                Id = row.GetInt64(0),
                DocumentId = row.GetInt64(1),
                InstallmentId = row.GetInt64(2),
                Amount = row.GetInt64(3),
                Currency = row.GetString(4),
                Kind = row.GetString(5),
                SourceId = row.GetInt64(6),
                SourceAmount = row.IsDBNull(7) ? (long?)null : row.GetInt64(7),
            },
            payment.Id, first, last);
        var now = Stored.Of(session.Now);
        await InsertHistory.RunAsync(session.Transaction, undone.Select(a => new object?[]
        {
            session.NewId(), session.CompanyId, a.Id, a.DocumentId, a.InstallmentId, nameof(AllocationAction.Deallocated), a.Amount, a.Currency, reason,
            payment.Id, now, session.Actor.Name,
        }));

        // Between currencies the debt and the credit go back to where they were.
        var transfers = await session.Transaction.QueryAsync(
            $"""
            select d.supplier_id, a.amount, a.currency, a.source_amount, coalesce(o.currency, n.currency)
            from allocations a
            join purchase_documents d on d.id = a.document_id
            left join payment_orders o on o.id = a.source_id and a.source_kind = 'PaymentOrder'
            left join purchase_documents n on n.id = a.source_id and a.source_kind <> 'PaymentOrder'
            where a.source_amount is not null and a.id in (select id from allocations where {Holding})
            """,
            row => new[]
            {
                (row.GetInt64(0), new Money(Stored.Amount(row.GetInt64(1)), row.GetString(2))),
                (row.GetInt64(0), new Money(-Stored.Amount(row.GetInt64(3)), row.GetString(4))),
            },
            payment.Id, first, last);
        await new SupplierBalances(session).AddAsync(transfers.SelectMany(t => t));
        await session.Transaction.ExecuteAsync(
            $"update allocations set deallocated_at = $4, deallocated_by = $5, reason = $6 where {Holding}",
            payment.Id, first, last, now, session.Actor.Name, reason);
    }

    private async Task RestoreAsync(MassPayment payment, long first, long last)
    {
        const string Paid = "mass_payment_id = $1 and supplier_id >= $2 and supplier_id <= $3 and payment_order_id is not null";
        object?[] values = [payment.Id, first, last];
        var transaction = session.Transaction;
        await transaction.ExecuteAsync(
            $"""
            update installments set pending = (select abs(m.amount) from mass_payment_items m where m.mass_payment_id = $1 and m.installment_id = installments.id),
                state = case when (select abs(m.amount) from mass_payment_items m where m.mass_payment_id = $1 and m.installment_id = installments.id) >= amount
                             then 'NotCancelled' else 'PartlyCancelled' end
            where id in (select installment_id from mass_payment_items where {Paid})
            """,
            values);
        await PaidDocuments.UpdateAsync(transaction, $"select document_id from mass_payment_items where {Paid}", values);
        await transaction.ExecuteAsync(
            $"update payment_orders set on_account = amount, revision = revision + 1 where id in (select payment_order_id from mass_payment_items where {Paid})", values);
        await transaction.ExecuteAsync($"update mass_payment_items set payment_order_id = null, paid_with_differences = false where {Paid}", values);
        await transaction.ExecuteAsync($"delete from mass_payment_suppliers where {Paid}", values);
    }

    private async Task WriteStateAsync(MassPayment payment, MassPaymentState state, bool isFinished)
    {
        await session.Transaction.ExecuteAsync("update mass_payments set state = $2 where id = $1", payment.Id, state.ToString());
        if (isFinished)
        {
            await session.Transaction.ExecuteAsync("delete from mass_payment_suppliers where mass_payment_id = $1", payment.Id);
            await session.Transaction.ExecuteAsync(
                "update mass_payments set annulment_begun_at = null, paid_by_user_id = null, paid_by_name = null, paid_on = null where id = $1", payment.Id);

            // Entered again, it must be authorised again; authorised again without the parameter, P6's rule says by whom.
            await session.Transaction.ExecuteAsync(
                state == MassPaymentState.Entered
                    ? "update mass_payments set authorized_by_user_id = null, authorized_by_name = null, authorized_on = null where id = $1"
                    : """
                      update mass_payments set authorized_by_user_id = case when authorized_on is null then entered_by_user_id else authorized_by_user_id end,
                          authorized_by_name = coalesce(authorized_by_name, entered_by_name), authorized_on = coalesce(authorized_on, entry_date) where id = $1
                      """,
                payment.Id);
        }

        await MassPaymentHeader.TouchAsync(session, payment.Id);
    }

    // Done counts what is undone: of those that had an order when the annulment began, each loses its row.
    private async Task<MassPaymentProgress> ProgressAsync(MassPayment payment)
    {
        var left = await session.Transaction.QueryFirstAsync(
            "select count(payment_order_id) from mass_payment_suppliers where mass_payment_id = $1", row => row.GetInt64(0), payment.Id);
        var total = await session.Transaction.QueryFirstAsync(
            "select count(distinct supplier_id) from mass_payment_items where mass_payment_id = $1", row => row.GetInt64(0), payment.Id);
        return new MassPaymentProgress((int)(total - left), (int)total, payment.State, false);
    }
}
