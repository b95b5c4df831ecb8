using System.Data.Common;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;
using Ledger.Foundation.Paging;

namespace Ledger.Domain.MassPayments;

/// <summary>
/// The documents a mass payment may be made of (P2), as a grid: filtered, sorted, paged and summed by the database (P3).
/// Reads only, on a connection of its own.
/// </summary>
public sealed class PayableDocuments(LedgerDatabase database, long companyId)
{
    private static readonly Dictionary<string, string> SortColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["branch"] = "b.code",
        ["supplierName"] = "s.name",
        ["kind"] = "d.kind",
        ["number"] = "d.number",
        ["dueDate"] = "i.due_date",
        ["issueDate"] = "d.issue_date",
        ["currency"] = "d.currency",
        ["open"] = "13",
        ["openLocal"] = "14",
        ["openUnits"] = "15",
        ["differenceAmount"] = "d.difference_amount",
        ["classification"] = "d.classification_id",
    };

    /// <summary>Refuses a filter whose fields contradict each other (P3), before anything is asked of the database.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="isHeadOffice">True when the installation is the head office, where branches may be chosen.</param>
    /// <exception cref="DomainException">The fields contradict each other; the field is named.</exception>
    public static void CheckFilter(PayableFilter filter, bool isHeadOffice) =>
        PayableFilterCheck.Check(filter, new PayableScope(0, string.Empty, string.Empty, 1m, isHeadOffice, RequiresAuthorization: false, AllowsDifferences: false));

    /// <summary>A page of the grid.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="exchangeRate">Units of local currency for one unit of the foreign accounting currency.</param>
    /// <param name="page">
    /// Which page; sorted by <c>supplier</c> (the default: supplier's code, then oldest due date), <c>supplierName</c>,
    /// <c>branch</c>, <c>kind</c>, <c>number</c>, <c>dueDate</c>, <c>issueDate</c>, <c>currency</c>, <c>open</c>,
    /// <c>openLocal</c>, <c>openUnits</c>, <c>differenceAmount</c> or <c>classification</c>.
    /// </param>
    /// <exception cref="DomainException">The filter contradicts itself, the rate is not positive, or the sort field is unknown.</exception>
    public async Task<Page<PayableDocument>> PageAsync(PayableFilter filter, decimal exchangeRate, PageRequest page)
    {
        var scope = await ScopeAsync(filter, exchangeRate);
        var sql = new SqlText();
        var payable = new PayableStatement(scope, sql, database.Kind);
        var sign = PayableStatement.Sign;
        var original = RestatedAmounts.LocalSql("i.amount", scope, sql);
        sql.Add(
            $"""
            select i.id, d.id, b.code, s.id, s.code, s.name, d.kind, d.sii_type, d.letter, d.number, i.number, i.due_date,
                   {sign} * i.pending, {sign} * {payable.Local}, {sign} * {payable.Units},
                   {sign} * {original}, {sign} * {RestatedAmounts.UnitsSql("i.amount", original, scope, sql)},
                   d.issue_date, d.currency, d.has_differences, d.difference_amount, d.classification_id, {payable.Obstacle}
            """)
            .Add(PayableStatement.Tables)
            .Add(payable.Where(filter, selectableOnly: false))
            .Add($"order by {OrderBy(page, payable)}")
            .Add($"limit {sql.Value((long)page.Take)} offset {sql.Value((long)page.Skip)}");
        var rows = await database.QueryAsync(sql.ToString(), Map, sql.Values);
        return new Page<PayableDocument>(rows, await CountAsync(filter, scope));
    }

    /// <summary>The foot of the grid over the whole filter: what can be chosen, not what is only shown.</summary>
    /// <param name="filter">What is wanted.</param>
    /// <param name="currency">The currency of the payment.</param>
    /// <param name="exchangeRate">Units of local currency for one unit of the foreign accounting currency.</param>
    /// <exception cref="DomainException">The filter contradicts itself, or the rate is not positive.</exception>
    public async Task<PayableTotals> TotalsAsync(PayableFilter filter, string currency, decimal exchangeRate)
    {
        var scope = await ScopeAsync(filter, exchangeRate);
        var sql = new SqlText();
        var payable = new PayableStatement(scope, sql, database.Kind);
        sql.Add(
            $"""
            select count(*), cast(coalesce(sum({PayableStatement.Sign} * {payable.Local}), 0) as bigint),
                   cast(coalesce(sum({PayableStatement.Sign} * {payable.Units}), 0) as bigint)
            """)
            .Add(PayableStatement.Tables)
            .Add(payable.Where(filter, selectableOnly: true));
        var totals = await database.QueryAsync(
            sql.ToString(),
            row => new PayableTotals((int)row.GetInt64(0), Money(row, 1), Money(row, 2), currency, exchangeRate), sql.Values);
        return totals[0];
    }

    private static string OrderBy(PageRequest page, PayableStatement payable)
    {
        var direction = page.Descending ? " desc" : string.Empty;
        if (page.OrderBy is null or "supplier")
        {
            return $"{payable.SupplierCode}{direction}, i.due_date, d.sii_type, d.number, i.id";
        }

        return SortColumns.TryGetValue(page.OrderBy, out var column)
            ? $"{column}{direction}, i.id"
            : throw new DomainException(MassPaymentCodes.SortUnknown, $"The list cannot be sorted by {page.OrderBy}.", page.OrderBy) { Field = "orderBy" };
    }

    private static PayableDocument Map(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt64(3), row.GetString(4), row.GetString(5),
        Enum.Parse<DocumentKind>(row.GetString(6)), row.GetInt32(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetInt64(9), row.GetInt32(10),
        DateNumberConverter.FromStored(row.GetInt32(11)), DateNumberConverter.FromStored(row.GetInt32(17)), row.GetString(18),
        Money(row, 12), Money(row, 13), Money(row, 14), Money(row, 15), Money(row, 16),
        row.GetBoolean(19), Money(row, 20), row.IsDBNull(21) ? null : row.GetInt64(21),
        row.IsDBNull(22) ? null : Enum.Parse<PayableObstacle>(row.GetString(22)));

    private static decimal Money(DbDataReader row, int column) => TenThousandthsConverter.FromStored(row.GetInt64(column));

    private async Task<int> CountAsync(PayableFilter filter, PayableScope scope)
    {
        var sql = new SqlText();
        var payable = new PayableStatement(scope, sql, database.Kind);
        sql.Add("select count(*)").Add(PayableStatement.Tables).Add(payable.Where(filter, selectableOnly: false));
        return (int)(await database.QueryAsync(sql.ToString(), row => row.GetInt64(0), sql.Values))[0];
    }

    private async Task<PayableScope> ScopeAsync(PayableFilter filter, decimal exchangeRate)
    {
        var scope = await database.ReadAsync(companyId, async db => (await MassPaymentRules.LoadAsync(db)).Scope(exchangeRate));
        MassPaymentFields.CheckRate(exchangeRate);
        PayableFilterCheck.Check(filter, scope);
        return scope;
    }
}
