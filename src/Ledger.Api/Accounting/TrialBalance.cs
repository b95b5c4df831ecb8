using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Api.Accounting;

/// <summary>The balances of the accounts over some periods, compared with the movements they are derived from.</summary>
/// <param name="Currency">The local currency of all amounts.</param>
/// <param name="Debit">The sum of the debits.</param>
/// <param name="Credit">The sum of the credits.</param>
/// <param name="IsBalanced">True when debits equal credits, in total and in each journal entry, and every balance equals its movements.</param>
/// <param name="Accounts">One line an account that moved.</param>
internal sealed record TrialBalance(string Currency, decimal Debit, decimal Credit, bool IsBalanced, IReadOnlyList<TrialBalanceLine> Accounts)
{
    private const string Balances =
        """
        select a.id, a.code, a.name, sum(b.debit), sum(b.credit)
        from account_balances b join accounts a on a.id = b.account_id
        where b.company_id = $1 and b.period between $2 and $3
        group by a.id, a.code, a.name
        order by a.code
        """;

    // A balance that differs from its movements, or an entry whose lines do not balance: none may exist.
    private const string Differences =
        """
        select count(*) from (
            select account_id, sum(debit) as debit, sum(credit) as credit from (
                select account_id, debit, credit from account_balances where company_id = $1
                union all
                select account_id, -debit, -credit from journal_lines where company_id = $1
            ) both_sides group by account_id having sum(debit) <> 0 or sum(credit) <> 0
            union all
            select entry_id, sum(debit), sum(credit) from journal_lines where company_id = $1
            group by entry_id having sum(debit) <> sum(credit)
        ) wrong
        """;

    /// <summary>Reads it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="from">The first period, yyyymm.</param>
    /// <param name="to">The last period, yyyymm.</param>
    public static async Task<TrialBalance> ReadAsync(LedgerDatabase database, long companyId, int from, int to)
    {
        var currency = await database.ReadAsync(companyId, db => db.Set<Company>().Where(c => c.Id == companyId).Select(c => c.LocalCurrency).SingleAsync());
        var lines = await database.QueryAsync(
            Balances,
            row => new TrialBalanceLine(row.GetInt64(0), row.GetString(1), row.GetString(2), Amount(row.GetValue(3)), Amount(row.GetValue(4))),
            companyId, from, to);
        var wrong = (await database.QueryAsync(Differences, row => row.GetInt64(0), companyId))[0];
        var (debit, credit) = (lines.Sum(l => l.Debit), lines.Sum(l => l.Credit));
        return new TrialBalance(currency, debit, credit, wrong == 0 && debit == credit, lines);
    }

    // PostgreSQL sums 64-bit integers to numeric.
    private static decimal Amount(object stored) =>
        TenThousandthsConverter.FromStored(Convert.ToInt64(stored, System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>An account's debits and credits.</summary>
internal sealed record TrialBalanceLine(long AccountId, string Code, string Name, decimal Debit, decimal Credit)
{
    /// <summary>Debits less credits.</summary>
    public decimal Balance => Debit - Credit;
}
