namespace Ledger.Domain.SupplierAccounts;

/// <summary>Keeps what the company owes each supplier, in the transaction that changes it.</summary>
public sealed class SupplierBalances(LedgerSession session)
{
    /// <summary>
    /// Adds to the balances: positive for invoices and debit notes, negative for credit notes and payment orders. Changes are
    /// summed and written in one order, so that two units of work never wait for each other in a circle.
    /// </summary>
    public async Task AddAsync(IEnumerable<(long SupplierId, Money Amount)> changes)
    {
        var sums = changes
            .GroupBy(change => (change.SupplierId, change.Amount.Currency))
            .OrderBy(group => group.Key.SupplierId).ThenBy(group => group.Key.Currency, StringComparer.Ordinal);
        foreach (var sum in sums)
        {
            await session.Transaction.ExecuteAsync(
                """
                insert into supplier_balances (id, company_id, supplier_id, currency, balance) values ($1, $2, $3, $4, $5)
                on conflict (supplier_id, currency) do update set balance = supplier_balances.balance + excluded.balance
                """,
                session.NewId(), session.CompanyId, sum.Key.SupplierId, sum.Key.Currency, Stored.Of(sum.Sum(change => change.Amount.Amount)));
        }
    }

    /// <summary>As the other overload, for one supplier.</summary>
    public Task AddAsync(long supplierId, Money amount) => AddAsync([(supplierId, amount)]);

    /// <summary>What the company owes a supplier in a currency.</summary>
    public async Task<Money> OfAsync(long supplierId, string currency)
    {
        var stored = await session.Transaction.QueryFirstAsync(
            "select balance from supplier_balances where supplier_id = $1 and currency = $2 and company_id = $3",
            row => row.GetInt64(0), supplierId, currency, session.CompanyId);
        return new Money(Stored.Amount(stored), currency);
    }
}
