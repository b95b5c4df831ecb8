using System.Globalization;
using Ledger.Foundation;
using Codes = Ledger.Domain.MassPayments.MassPaymentCodes;

namespace Ledger.Domain.MassPayments;

/// <summary>Puts documents into a mass payment and takes them out, set by set, and keeps the marks on documents and instalments (P2, P15).</summary>
internal sealed class MassPaymentHoldings(LedgerSession session, PayableScope scope)
{
    private const int IdsAtOnce = 256;

    private LedgerTransaction Transaction => session.Transaction;

    /// <summary>Refuses what cannot be chosen and says why; nothing is written.</summary>
    /// <exception cref="DomainException">A document cannot be chosen, or nothing is chosen.</exception>
    public async Task CheckAsync(PayableSelection selection)
    {
        foreach (var ids in selection.InstallmentIds.Distinct().Chunk(IdsAtOnce))
        {
            await CheckIdsAsync(ids);
        }

        if (selection.Filter is { } filter)
        {
            PayableFilterCheck.Check(filter, scope);
        }
    }

    /// <summary>Inserts the chosen documents; <see cref="CheckAsync"/> must have passed.</summary>
    /// <returns>How many were put in.</returns>
    public async Task<int> AddAsync(long massPaymentId, PayableSelection selection)
    {
        var count = 0;
        foreach (var ids in selection.InstallmentIds.Distinct().Order().Chunk(IdsAtOnce))
        {
            count += await InsertAsync(massPaymentId, payable => $"where d.company_id = {payable.Sql.Value(session.CompanyId)} and i.id in ({payable.Sql.List(ids)})");
        }

        if (selection.Filter is { } filter)
        {
            count += await InsertAsync(massPaymentId, payable => payable.Where(filter, selectableOnly: true) + Except(payable, selection.ExceptInstallmentIds));
        }

        if (selection.OnlySuppliersToPay)
        {
            count -= await Transaction.ExecuteAsync(
                """
                delete from mass_payment_items where mass_payment_id = $1 and supplier_id in
                    (select supplier_id from mass_payment_items where mass_payment_id = $1 group by supplier_id having sum(local_amount) <= 0)
                """,
                massPaymentId);
        }

        await Transaction.ExecuteAsync(
            """
            update installments set mass_payment_id = $1
            where id in (select installment_id from mass_payment_items where mass_payment_id = $1) and mass_payment_id is null
            """,
            massPaymentId);
        await TouchDocumentsAsync(massPaymentId);
        return count;
    }

    /// <summary>Takes instalments out; null takes out everything.</summary>
    /// <exception cref="DomainException">One of them is not in the mass payment.</exception>
    public async Task RemoveAsync(MassPayment payment, IReadOnlyList<long>? installmentIds)
    {
        if (installmentIds is null)
        {
            await Transaction.ExecuteAsync("update mass_payment_items set held_installment_id = null where mass_payment_id = $1", payment.Id);
        }

        foreach (var ids in installmentIds?.Distinct().Chunk(IdsAtOnce) ?? [])
        {
            var sql = new SqlText();
            sql.Add($"update mass_payment_items set held_installment_id = null where mass_payment_id = {sql.Value(payment.Id)} and installment_id in ({sql.List(ids)})");
            if (await Transaction.ExecuteAsync(sql.ToString(), sql.Values) != ids.Length)
            {
                throw MassPaymentRefusals.Field(
                    Codes.DocumentNotInPayment, "removeInstallmentIds", $"A document to remove is not in mass payment {payment.Number}.", payment.Number);
            }
        }

        await Transaction.ExecuteAsync(
            """
            update installments set mass_payment_id = null where mass_payment_id = $1 and id in
                (select installment_id from mass_payment_items where mass_payment_id = $1 and held_installment_id is null)
            """,
            payment.Id);
        await TouchDocumentsAsync(payment.Id, "and held_installment_id is null");
        await Transaction.ExecuteAsync("delete from mass_payment_items where mass_payment_id = $1 and held_installment_id is null", payment.Id);
    }

    /// <summary>Restates all items at the scope's rate.</summary>
    public Task RestateAsync(long massPaymentId)
    {
        var sql = new SqlText();
        var payable = new PayableStatement(scope, sql, Transaction.Kind);
        sql.Add(
            $"""
            update mass_payment_items set (local_amount, units) = (
                select {PayableStatement.Sign} * {payable.Local}, {PayableStatement.Sign} * {payable.Units}
                {PayableStatement.Tables}
                where i.id = mass_payment_items.installment_id)
            where mass_payment_id = {sql.Value(massPaymentId)}
            """);
        return Transaction.ExecuteAsync(sql.ToString(), sql.Values);
    }

    /// <summary>Sums the items into the header.</summary>
    /// <returns>How many items there are.</returns>
    public async Task<int> SumAsync(long massPaymentId) => await Transaction.QueryFirstAsync(
        """
        update mass_payments set
            total_local = (select coalesce(sum(local_amount), 0) from mass_payment_items where mass_payment_id = $1),
            total_units = (select coalesce(sum(units), 0) from mass_payment_items where mass_payment_id = $1),
            item_count = (select count(*) from mass_payment_items where mass_payment_id = $1)
        where id = $1 returning item_count
        """,
        row => row.GetInt32(0), massPaymentId);

    /// <summary>
    /// Raises the revision of the documents, so that somebody who edits one with what they read before is refused, and
    /// with it what the items remember, so that our own touch is not taken for a change by others.
    /// </summary>
    /// <param name="massPaymentId">The mass payment.</param>
    /// <param name="which">A further condition on its items; constant text.</param>
    public Task TouchDocumentsAsync(long massPaymentId, string which = "") =>
         TouchDocumentsAsync(Transaction, $"select document_id from mass_payment_items where mass_payment_id = $1 {which}", massPaymentId);

    /// <summary>Lets go of the documents of payment orders that were annulled by themselves: they may be paid elsewhere (P12).</summary>
    public static async Task ReleaseOrdersAsync(LedgerSession session, IReadOnlyList<long> orderIds)
    {
        await session.SaveAsync();
        session.Db.ChangeTracker.Clear();
        foreach (var orderId in orderIds)
        {
            await session.Transaction.ExecuteAsync("update mass_payment_items set held_installment_id = null where payment_order_id = $1", orderId);
            await session.Transaction.ExecuteAsync(
                """
                update installments set mass_payment_id = null where (id, mass_payment_id) in
                    (select installment_id, mass_payment_id from mass_payment_items where payment_order_id = $1)
                """,
                orderId);
            await TouchDocumentsAsync(session.Transaction, "select document_id from mass_payment_items where payment_order_id = $1", orderId);
        }
    }

    // A document is marked while a mass payment holds something open of it, or has paid the last of it; an invoice of which
    // a mass payment paid one instalment can have its others paid elsewhere.
    private static async Task TouchDocumentsAsync(LedgerTransaction transaction, string documents, long id)
    {
        await transaction.ExecuteAsync(
            $"""
            update purchase_documents set revision = revision + 1, mass_payment_id = coalesce(
                (select max(mass_payment_id) from installments where document_id = purchase_documents.id and pending > 0),
                case when open_amount = 0 then (select max(mass_payment_id) from installments where document_id = purchase_documents.id) end)
            where id in ({documents})
            """,
            id);
        await transaction.ExecuteAsync(
            $"update mass_payment_items set document_revision = document_revision + 1 where document_id in ({documents})", id);
    }

    /// <summary>The refusal of somebody who lost the race for a document, naming the document and who holds it.</summary>
    public async Task<DomainException> TakenAsync(PayableSelection selection)
    {
        foreach (var ids in selection.InstallmentIds.Distinct().Chunk(IdsAtOnce))
        {
            try
            {
                await CheckIdsAsync(ids);
            }
            catch (DomainException taken)
            {
                return taken;
            }
        }

        return MassPaymentRefusals.Conflict(Codes.DocumentTaken, "A document was put into another mass payment at the same moment.", "?", "?", "?");
    }

    private static string Except(PayableStatement payable, IReadOnlyList<long> ids) =>
        ids.Count == 0 ? string.Empty : $" and i.id not in ({payable.Sql.List(ids.Distinct().ToList())})";

    private Task<int> InsertAsync(long massPaymentId, Func<PayableStatement, string> where)
    {
        var sql = new SqlText();
        var payable = new PayableStatement(scope, sql, Transaction.Kind);
        var sign = PayableStatement.Sign;
        var user = session.Actor.UserId is { } id ? sql.Value(id) : "null";
        sql.Add(
            $"""
            insert into mass_payment_items (mass_payment_id, installment_id, company_id, held_installment_id, document_id, supplier_id, branch_id,
                due_date, currency, amount, local_amount, units, document_revision, paid_with_differences, payment_order_id, added_by_user_id)
            select cast({sql.Value(massPaymentId)} as bigint), i.id, d.company_id, i.id, d.id, d.supplier_id, d.branch_id,
                i.due_date, d.currency, {sign} * i.pending, {sign} * {payable.Local}, {sign} * {payable.Units}, d.revision, false, null, cast({user} as bigint)
            {PayableStatement.Tables}
            {where(payable)}
            order by i.id
            """);
        return Transaction.ExecuteAsync(sql.ToString(), sql.Values);
    }

    private async Task CheckIdsAsync(IReadOnlyList<long> ids)
    {
        var sql = new SqlText();
        var payable = new PayableStatement(scope, sql, Transaction.Kind);
        sql.Add(
            $"""
            select i.id, {payable.Obstacle}, d.sii_type, d.letter, d.number, s.code, (select m.number from mass_payments m where m.id = i.mass_payment_id)
            {PayableStatement.Tables}
            where d.company_id = {sql.Value(session.CompanyId)} and i.id in ({sql.List(ids)})
            order by i.id
            """);
        var rows = await Transaction.QueryAsync(
            sql.ToString(),
            row => new
            {
                Obstacle = row.IsDBNull(1) ? null : (PayableObstacle?)Enum.Parse<PayableObstacle>(row.GetString(1)),
                Document = DocumentName.Of(row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt64(4)),
                Supplier = row.GetString(5),
                Holder = row.IsDBNull(6) ? (long?)null : row.GetInt64(6),
            },
            sql.Values);
        if (rows.Count != ids.Count)
        {
            throw new DomainException(Codes.DocumentUnknown, "A chosen document does not exist.") { Field = "documents", IsNotFound = true };
        }

        if (rows.FirstOrDefault(row => row.Obstacle is not null) is { } hindered)
        {
            throw Refusal(hindered.Obstacle!.Value, hindered.Document, hindered.Supplier, hindered.Holder);
        }
    }

    private static DomainException Refusal(PayableObstacle obstacle, string document, string supplier, long? holder)
    {
        var code = obstacle switch
        {
            PayableObstacle.Annulled => Codes.DocumentAnnulled,
            PayableObstacle.NothingOpen => Codes.DocumentNothingOpen,
            PayableObstacle.InMassPayment => Codes.DocumentTaken,
            PayableObstacle.SupplierNotEnabled => Codes.SupplierNotEnabled,
            PayableObstacle.NotAuthorized => Codes.DocumentNotAuthorized,
            _ => Codes.DocumentWithDifferences,
        };
        return new DomainException(
            code, string.Create(CultureInfo.InvariantCulture, $"Document {document} of supplier {supplier} cannot be chosen: {obstacle} {holder}."),
            document, supplier, holder)
        {
            Field = "documents",
            IsConflict = obstacle == PayableObstacle.InMassPayment,
        };
    }
}
