using Ledger.Domain.Parameters;
using Ledger.Domain.SupplierAccounts;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;
using static Ledger.Domain.MassPayments.MassPaymentRefusals;

namespace Ledger.Domain.MassPayments;

/// <summary>
/// Pays a mass payment: one payment order a supplier (P7, P8). First <see cref="PrepareAsync"/> checks everything and keeps
/// the funds; then <see cref="RunChunkAsync"/>, each time in a unit of work of its own, pays some suppliers until none is left.
/// </summary>
/// <remarks>
/// Interrupted anywhere, it goes on with the next chunk: what a chunk did is committed whole or not at all, and a supplier
/// with an order is never paid again (P9); the database would refuse it. Several may run chunks of one payment at once.
/// </remarks>
public sealed class MassPaymentGeneration(LedgerSession session)
{
    // So many a person can read; the first stops the generation anyway.
    private const int ChangedMax = 200;

    private static readonly BulkInsert InsertSuppliers = new(
        "mass_payment_suppliers", "mass_payment_id", "supplier_id", "company_id", "payment_date", "debit_account_id", "payment_account_id", "checkbook_id",
        "check_number", "check_due_date", "classification_id");

    /// <summary>The grid of funds (P7): every supplier still to be paid with the means of payment it would be paid with.</summary>
    /// <exception cref="DomainException">As <see cref="PrepareAsync"/>; nothing is kept.</exception>
    public async Task<IReadOnlyList<SupplierToPay>> ProposeAsync(long id, GenerationFunds funds)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        return await CheckAsync(await MassPaymentHeader.FindAsync(session.Db, id), rules, funds);
    }

    /// <summary>
    /// As <see cref="ProposeAsync"/>, but what would be refused is collected with its place instead of refusing the first of it:
    /// for a form that shows all of it while it is filled in. Writes nothing.
    /// </summary>
    /// <exception cref="DomainException">There is no such mass payment, its state forbids paying it, or it has nothing to pay.</exception>
    public async Task<FundsReview> ReviewAsync(long id, GenerationFunds funds)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = await MassPaymentHeader.FindAsync(session.Db, id);
        CheckState(payment, rules);
        var problems = new FundsProblems();
        var date = DateOf(funds, rules);
        await problems.TryAsync(() => new ClosingDates(session).CheckPaymentOrderAsync(date), "date");
        foreach (var changed in await ChangedAsync(payment, rules, ChangedMax))
        {
            problems.Add(changed.SupplierId, changed.Refusal);
        }

        var suppliers = await ReadSharesAsync(payment);
        foreach (var owing in suppliers.Where(s => IsOwing(s, payment, rules)))
        {
            problems.Add(owing.Id, Owing(owing));
        }

        await problems.TryAsync(() => PaymentPosting.LoadAsync(session), "accounting");
        var resolved = await new FundsResolver(session, rules, payment, date, problems).ResolveAsync(funds, suppliers);
        return new FundsReview(date, resolved, problems.All, problems.Uses);
    }

    /// <summary>
    /// The funds that were kept for the suppliers still to be paid, for a generation that was interrupted (P9); empty when
    /// it must be prepared (again).
    /// </summary>
    public async Task<IReadOnlyList<MassPaymentSupplier>> PreparedAsync(long id)
    {
        if ((await MassPaymentHeader.FindAsync(session.Db, id)).State != MassPaymentState.PartlyPaid)
        {
            return [];
        }

        var left = await session.Db.Set<MassPaymentSupplier>().AsNoTracking().Where(s => s.MassPaymentId == id && s.PaymentOrderId == null).ToListAsync();
        var unpaid = await session.Db.Set<MassPaymentItem>().Where(i => i.MassPaymentId == id && i.PaymentOrderId == null).Select(i => i.SupplierId).Distinct().CountAsync();
        return left.Count == unpaid ? left : [];
    }

    /// <summary>
    /// Checks all that could stop the generation and keeps the funds of every supplier still to be paid. Done again before
    /// the end (a partly paid one, P9), it replaces the funds of those not yet paid.
    /// </summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="funds">The funds.</param>
    /// <param name="expectedRevision">The revision the person saw, or null.</param>
    /// <exception cref="DomainException">
    /// The state or a closing date forbids it, a document changed, a supplier's credits reach its debts, a treasury account,
    /// checkbook, check number or due date cannot be used, or funds were given that may not be edited. Nothing was kept.
    /// </exception>
    public async Task<MassPaymentProgress> PrepareAsync(long id, GenerationFunds funds, int? expectedRevision)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = await MassPaymentHeader.LockAsync(session, id, expectedRevision);
        var suppliers = await CheckAsync(payment, rules, funds);
        var date = DateOf(funds, rules);
        await WriteGuard.RunAsync(
            session,
            async () =>
            {
                await MassPaymentHeader.DropPreparationAsync(session, id);
                await InsertSuppliers.RunAsync(session.Transaction, suppliers.Select(s => new object?[]
                {
                    id, s.SupplierId, session.CompanyId, Stored.Of(date), s.DebitAccountId, s.PaymentAccountId, s.CheckbookId,
                    s.CheckNumber, s.CheckDueDate is { } due ? Stored.Of(due) : null, s.ClassificationId,
                }));
                await MassPaymentHeader.TouchAsync(session, id);
            },
            () => throw new InvalidOperationException("The suppliers of a generation are unique."));
        session.Audit(
            "mass-payment.generation-prepared", nameof(MassPayment), id,
            new { payment.Number, Suppliers = suppliers.Count, Local = suppliers.Sum(s => s.Local), Date = date, funds.BySupplier });
        return await ProgressAsync(payment);
    }

    /// <summary>Pays the next suppliers, in one go or not at all, and says how far it is.</summary>
    /// <param name="id">The mass payment.</param>
    /// <param name="maxSuppliers">How many suppliers at most; about 100 keep the write lock short.</param>
    /// <exception cref="DomainException">
    /// The generation was not prepared, the state or a closing date forbids it now, a document changed, or a check number was
    /// used by somebody else in the meantime. This chunk did nothing; those before stay.
    /// </exception>
    public async Task<MassPaymentProgress> RunChunkAsync(long id, int maxSuppliers)
    {
        var rules = await MassPaymentRules.LoadAsync(session.Db);
        var payment = await MassPaymentHeader.LockAsync(session, id, null);
        var progress = await ProgressAsync(payment);
        if (progress.IsFinished)
        {
            return progress;
        }

        CheckState(payment, rules);
        if (progress.Total == progress.Done)
        {
            throw NotPrepared(payment);
        }

        MassPaymentProgress after = progress;
        await WriteGuard.RunAsync(
            session,
            async () => after = await PayAsync(payment, rules, progress, Math.Max(1, maxSuppliers)),
            () => Task.FromResult(Conflict(Codes.CheckNumberUsed, "A check number was used in the meantime.", "?", "?")));
        return after;
    }

    private async Task<MassPaymentProgress> PayAsync(MassPayment payment, MassPaymentRules rules, MassPaymentProgress before, int maxSuppliers)
    {
        var chunk = await SupplierChunk.LoadAsync(session, payment, maxSuppliers);
        await new ClosingDates(session).CheckPaymentOrderAsync(chunk.Date);
        var orders = await new SupplierPaymentWriter(session, payment, rules, chunk).WriteAsync();
        var done = before.Done + orders.Count;
        if (done == before.Total && await HasUnpaidAsync(payment.Id))
        {
            throw NotPrepared(payment);
        }

        var state = MassPaymentHeader.Check(
            payment, done == before.Total ? MassPaymentMove.PayAll : MassPaymentMove.PayPartly, rules.Purchasing.AuthorizesMassPayments);
        await session.Transaction.ExecuteAsync(
            "update mass_payments set state = $2, paid_by_user_id = $3, paid_by_name = $4, paid_on = $5 where id = $1",
            payment.Id, state.ToString(), session.Actor.UserId, session.Actor.Name, Stored.Of(chunk.Date));
        await MassPaymentHeader.TouchAsync(session, payment.Id);
        session.Audit(
            state == MassPaymentState.Paid ? "mass-payment.paid" : "mass-payment.partly-paid", nameof(MassPayment), payment.Id,
            new { payment.Number, from = orders[0].Number, to = orders[^1].Number, done, before.Total, local = orders.Sum(o => o.LocalAmount) });
        return new MassPaymentProgress(done, before.Total, state, state == MassPaymentState.Paid);
    }

    // "Paid" must never be said of a mass payment with a document that no order paid.
    private Task<bool> HasUnpaidAsync(long id) => session.Transaction.QueryFirstAsync(
        "select 1 from mass_payment_items where mass_payment_id = $1 and payment_order_id is null limit 1", _ => true, id);

    private async Task<List<SupplierToPay>> CheckAsync(MassPayment payment, MassPaymentRules rules, GenerationFunds funds)
    {
        CheckState(payment, rules);
        var date = DateOf(funds, rules);
        await new ClosingDates(session).CheckPaymentOrderAsync(date);
        await CheckDocumentsAsync(payment, rules);
        var suppliers = await SharesAsync(payment, rules);
        await PaymentPosting.LoadAsync(session);
        return await new FundsResolver(session, rules, payment, date).ResolveAsync(funds, suppliers);
    }

    private static void CheckState(MassPayment payment, MassPaymentRules rules)
    {
        MassPaymentHeader.Check(payment, MassPaymentMove.PayAll, rules.Purchasing.AuthorizesMassPayments);
        if (payment.State == MassPaymentState.Entered && rules.Purchasing.AuthorizesMassPayments)
        {
            throw WrongState(MassPaymentMove.PayAll, payment.State, payment.Number);
        }
    }

    private DateOnly DateOf(GenerationFunds funds, MassPaymentRules rules) => funds.Date ?? rules.Company.DayOf(session.Now);

    private async Task CheckDocumentsAsync(MassPayment payment, MassPaymentRules rules)
    {
        if (await ChangedAsync(payment, rules, 1) is [var changed, ..])
        {
            throw changed.Refusal;
        }
    }

    private Task<List<(long SupplierId, DomainException Refusal)>> ChangedAsync(MassPayment payment, MassPaymentRules rules, int max)
    {
        var sql = new SqlText();
        sql.Add(
            $"""
            select d.sii_type, d.letter, d.number, s.code, s.id
            from mass_payment_items m
            join installments i on i.id = m.installment_id
            join purchase_documents d on d.id = m.document_id
            join suppliers s on s.id = m.supplier_id
            where m.mass_payment_id = {sql.Value(payment.Id)} and m.payment_order_id is null and
                (i.pending <> abs(m.amount) or d.state = 'Annulled'
                 {(rules.Purchasing.RequiresPaymentAuthorization ? "or d.payment_authorization <> 'Authorized'" : string.Empty)}
                 {(rules.Purchasing.AllowsPayingDocumentsWithDifferences ? string.Empty : "or d.has_differences")})
            order by m.installment_id limit {sql.Value((long)max)}
            """);
        return session.Transaction.QueryAsync(
            sql.ToString(),
            row => (row.GetInt64(4), Changed(DocumentName.Of(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2)), row.GetString(3))),
            sql.Values);
    }

    /// <summary>The refusal of a generation some of whose suppliers have no funds.</summary>
    internal static DomainException NotPrepared(MassPayment payment) =>
        Conflict(Codes.FundsMissing, $"The generation of mass payment {payment.Number} was not prepared.", payment.Number);

    /// <summary>The refusal of a document that is no longer what it was when it was put in.</summary>
    internal static DomainException Changed(string document, string supplier) =>
        Conflict(Codes.DocumentChanged, $"Document {document} of {supplier} changed since it was put in.", document, supplier);

    private async Task<List<SupplierShare>> SharesAsync(MassPayment payment, MassPaymentRules rules)
    {
        var shares = await ReadSharesAsync(payment);
        return shares.Find(s => IsOwing(s, payment, rules)) is { } owing ? throw Owing(owing) : shares;
    }

    private static bool IsOwing(SupplierShare share, MassPayment payment, MassPaymentRules rules) =>
        share.Local <= 0 || (payment.Currency != rules.Company.LocalCurrency && share.Units <= 0);

    private static DomainException Owing(SupplierShare share) =>
        Conflict(Codes.SupplierTotalNotPositive, $"The total of supplier {share.Code} is {share.Local}.", share.Code, share.Local);

    private async Task<List<SupplierShare>> ReadSharesAsync(MassPayment payment)
    {
        var shares = await session.Transaction.QueryAsync(
            $"""
            select s.id, s.code, s.name, cast(sum(m.local_amount) as bigint), cast(sum(m.units) as bigint), s.debit_account_id,
                s.usual_payment_account_id, s.usually_pays_by_check
            from mass_payment_items m join suppliers s on s.id = m.supplier_id
            where m.mass_payment_id = $1 and m.payment_order_id is null
            group by s.id, s.code, s.name, s.debit_account_id, s.usual_payment_account_id, s.usually_pays_by_check
            order by {(session.Transaction.Kind == DatabaseKind.PostgreSql ? "s.code collate \"C\"" : "s.code")}
            """,
            row => new SupplierShare(
                row.GetInt64(0), row.GetString(1), row.GetString(2), Stored.Amount(row.GetInt64(3)), Stored.Amount(row.GetInt64(4)),
                row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.GetInt64(6), row.GetBoolean(7)),
            payment.Id);
        return shares.Count > 0 ? shares : throw Conflict(Codes.NoDocuments, "The mass payment has no documents to pay.");
    }

    private async Task<MassPaymentProgress> ProgressAsync(MassPayment payment)
    {
        var (total, done) = await session.Transaction.QueryFirstAsync(
            "select count(*), count(payment_order_id) from mass_payment_suppliers where mass_payment_id = $1",
            row => (row.GetInt64(0), row.GetInt64(1)), payment.Id);
        return new MassPaymentProgress((int)done, (int)total, payment.State, payment.State == MassPaymentState.Paid);
    }
}
