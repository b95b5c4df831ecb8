using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;

namespace Ledger.Domain.MassPayments;

/// <summary>The suppliers that one chunk of a generation pays, with their funds and items.</summary>
internal sealed record SupplierChunk(DateOnly Date, IReadOnlyList<SupplierToPayNow> Suppliers)
{
    public long First => Suppliers[0].SupplierId;

    public long Last => Suppliers[^1].SupplierId;

    public static async Task<SupplierChunk> LoadAsync(LedgerSession session, MassPayment payment, int maxSuppliers)
    {
        var suppliers = await session.Transaction.QueryAsync(
            """
            select m.supplier_id, s.code, s.name, s.account_id, m.payment_date, m.debit_account_id, m.payment_account_id, m.checkbook_id,
                m.check_number, m.check_due_date, m.classification_id
            from mass_payment_suppliers m join suppliers s on s.id = m.supplier_id
            where m.mass_payment_id = $1 and m.payment_order_id is null
            order by m.supplier_id limit $2
            """,
            row => new SupplierToPayNow(row.GetInt64(0), row.GetString(1), row.GetString(2))
            {
                AccountId = row.IsDBNull(3) ? null : row.GetInt64(3),
                Date = DateNumberConverter.FromStored(row.GetInt32(4)),
                DebitAccountId = row.IsDBNull(5) ? null : row.GetInt64(5),
                PaymentAccountId = row.IsDBNull(6) ? null : row.GetInt64(6),
                CheckbookId = row.IsDBNull(7) ? null : row.GetInt64(7),
                CheckNumber = row.IsDBNull(8) ? null : row.GetInt64(8),
                CheckDueDate = row.IsDBNull(9) ? null : DateNumberConverter.FromStored(row.GetInt32(9)),
                ClassificationId = row.IsDBNull(10) ? null : row.GetInt64(10),
            },
            payment.Id, (long)maxSuppliers);

        // Funds are kept for all suppliers at once, so those left share one date.
        var chunk = new SupplierChunk(suppliers[0].Date, suppliers);
        await chunk.LoadItemsAsync(session, payment);
        return chunk;
    }

    private async Task LoadItemsAsync(LedgerSession session, MassPayment payment)
    {
        var byId = Suppliers.ToDictionary(s => s.SupplierId);
        var items = await session.Transaction.QueryAsync(
            $"""
            select m.supplier_id, m.installment_id, m.document_id, d.kind, m.currency, m.amount, m.local_amount, m.units, i.pending, d.state,
                d.sii_type, d.letter, d.number, m.due_date
            from mass_payment_items m
            join installments i on i.id = m.installment_id
            join purchase_documents d on d.id = m.document_id
            where m.mass_payment_id = $1 and m.supplier_id >= $2 and m.supplier_id <= $3 and m.payment_order_id is null
            order by m.supplier_id, m.due_date, m.installment_id
            {(session.Transaction.Kind == DatabaseKind.PostgreSql ? "for update of i, d" : string.Empty)}
            """,
            row => new ItemToPay(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), Enum.Parse<DocumentKind>(row.GetString(3)), row.GetString(4),
                Stored.Amount(row.GetInt64(5)), Stored.Amount(row.GetInt64(6)), Stored.Amount(row.GetInt64(7)),
                IsUnchanged: row.GetInt64(8) == Math.Abs(row.GetInt64(5)) && row.GetString(9) != nameof(DocumentState.Annulled),
                DocumentName.Of(row.GetInt32(10), row.IsDBNull(11) ? null : row.GetString(11), row.GetInt64(12))),
            payment.Id, First, Last);
        foreach (var item in items)
        {
            if (!byId.TryGetValue(item.SupplierId, out var supplier))
            {
                throw MassPaymentGeneration.NotPrepared(payment);
            }

            if (!item.IsUnchanged)
            {
                throw MassPaymentGeneration.Changed(item.Name, supplier.Code);
            }

            supplier.Items.Add(item);
        }
    }
}
