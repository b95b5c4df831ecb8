using Ledger.Foundation;

namespace Ledger.Domain.MassPayments;

/// <summary>Brings documents into line with their instalments after a set of them was paid or un-paid.</summary>
internal static class PaidDocuments
{
    /// <summary>
    /// Sums the instalments, moves the state, forgets the differences of what was paid (P2), keeps the mark of the mass
    /// payment where nothing is open or something is held, and raises the revision together with what the items remember.
    /// </summary>
    /// <param name="transaction">The unit of work.</param>
    /// <param name="documents">A query of the documents' keys; constant text with the placeholders of <paramref name="values"/>.</param>
    /// <param name="values">Its values.</param>
    public static async Task UpdateAsync(LedgerTransaction transaction, string documents, params object?[] values)
    {
        await transaction.ExecuteAsync(
            $"""
            update purchase_documents set
                open_amount = (select sum(pending) from installments where document_id = purchase_documents.id),
                has_differences = false, difference_amount = 0, revision = revision + 1
            where id in ({documents})
            """,
            values);
        await transaction.ExecuteAsync(
            $"""
            update purchase_documents set
                state = case when open_amount < 0 then 'Overpaid' when open_amount = 0 then 'Cancelled' when kind <> 'Invoice' then 'OnAccount'
                             when open_amount < total then 'PartlyCancelled' else 'Pending' end,
                mass_payment_id = case when open_amount = 0
                    then (select max(mass_payment_id) from installments where document_id = purchase_documents.id)
                    else (select max(mass_payment_id) from installments where document_id = purchase_documents.id and pending > 0) end
            where id in ({documents})
            """,
            values);
        await transaction.ExecuteAsync(
            $"update mass_payment_items set document_revision = document_revision + 1 where document_id in ({documents})", values);
    }
}
