using Ledger.Domain;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Suppliers;

/// <summary>A supplier's running account: what raises and lowers the debt, oldest first, with the balance after each by currency.</summary>
internal sealed record SupplierAccountView(
    long SupplierId, string Code, string Name, IReadOnlyList<CurrencyBalance> Balances, IReadOnlyList<AccountMovement> Movements)
{
    /// <summary>Reads the account.</summary>
    public static async Task<SupplierAccountView> ReadAsync(LedgerDb db, Supplier supplier)
    {
        var documents = await db.Set<PurchaseDocument>()
            .Where(d => d.SupplierId == supplier.Id && d.State != DocumentState.Annulled).ToListAsync();
        var orders = await db.Set<PaymentOrder>()
            .Where(o => o.SupplierId == supplier.Id && o.State != PaymentOrderState.Annulled).ToListAsync();
        var balances = await db.Set<SupplierBalance>().Where(b => b.SupplierId == supplier.Id).OrderBy(b => b.Currency)
            .Select(b => new CurrencyBalance(b.Currency, b.Balance)).ToListAsync();
        var changes = documents
            .Select(d => new AccountMovement(
                d.IssueDate, d.Kind.ToString(), d.Id, $"{d.SiiType}-{d.Letter}{d.Number}", d.Currency,
                d.Kind == DocumentKind.CreditNote ? -d.Total : d.Total, d.OpenAmount, d.State.ToString(), 0))
            .Concat(orders.Select(o => new AccountMovement(
                o.Date, nameof(PaymentOrder), o.Id, FormattableString.Invariant($"{o.Number}"), o.Currency, -o.Amount, o.OnAccount, o.State.ToString(), 0)))
            .OrderBy(m => m.Date).ThenBy(m => m.Id);
        var running = new Dictionary<string, decimal>();
        return new SupplierAccountView(supplier.Id, supplier.Code, supplier.Name, balances, [.. changes.Select(m =>
        {
            running[m.Currency] = running.GetValueOrDefault(m.Currency) + m.Amount;
            return m with { Balance = running[m.Currency] };
        })]);
    }

    /// <summary>The balances of all suppliers that have one.</summary>
    public static async Task<IReadOnlyList<SupplierBalanceView>> BalancesAsync(LedgerDatabase database, long companyId) =>
        await database.QueryAsync(
            """
            select s.id, s.code, s.rut, s.name, b.currency, b.balance from supplier_balances b join suppliers s on s.id = b.supplier_id
            where b.company_id = $1 order by s.code, b.currency
            """,
            row => new SupplierBalanceView(
                row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), TenThousandthsConverter.FromStored(row.GetInt64(5))),
            companyId);
}

/// <summary>What is owed in a currency.</summary>
internal sealed record CurrencyBalance(string Currency, decimal Balance);

/// <summary>What is owed to a supplier in a currency.</summary>
internal sealed record SupplierBalanceView(long SupplierId, string Code, string Rut, string Name, string Currency, decimal Balance);

/// <summary>A document or payment order in a running account; amounts in its currency, payments and credits negative.</summary>
internal sealed record AccountMovement(
    DateOnly Date, string Kind, long Id, string Number, string Currency, decimal Amount, decimal Open, string State, decimal Balance);
