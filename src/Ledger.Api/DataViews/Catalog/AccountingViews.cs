using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.Accounting;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>The journal and the balances of the accounts.</summary>
internal static class AccountingViews
{
    private const string Module = "accounting";
    private const string Accounts = "left join accounts a on a.id = j.account_id";

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [Entries, Lines, TrialBalance];

    private static DataView Entries => new()
    {
        Key = "journal-entries",
        Module = Module,
        Policy = Policies.Reads,
        From = "journal_entries e",
        Joins = ["left join journal_entries r on r.id = e.reverses_entry_id", "left join journal_entries v on v.id = e.reversed_by_entry_id"],
        Company = "e.company_id",
        RowKey = ["e.id"],
        Order = [new ViewSort("number", true)],
        Columns =
        [
            Column.Number("number", "e.number"),
            Column.Date("date", "e.date"),
            Column.Text("narrative", "e.narrative", 320),
            Column.Choice<EntrySource>("source", "e.source"),
            Column.Local("debit", "e.total_debit").Totalled(),
            Column.Local("credit", "e.total_credit").Totalled(),
            Column.Number("reverses", "r.number").Nullable().Unsearched().Hidden(),
            Column.Number("reversedBy", "v.number").Nullable().Unsearched(),
            Column.Text("postedBy", "e.posted_by", 140).Unsearched(),
            Column.Moment("postedAt", "e.posted_at"),
            Column.Key("entryKey", "e.id"),
        ],
        Actions = [new RowAction("journal-lines", Policies.Reads, "/views/journal-lines?where=entryKey:eq:{entryKey}")],
    };

    private static DataView Lines => new()
    {
        Key = "journal-lines",
        Module = Module,
        Policy = Policies.Reads,
        From = "journal_lines j",
        Joins = ["left join journal_entries e on e.id = j.entry_id", Accounts],
        Company = "j.company_id",
        RowKey = ["j.id"],
        Order = [new ViewSort("entryKey", true), new ViewSort("line")],
        Columns =
        [
            Column.Number("number", "e.number"),
            Column.Date("date", "e.date"),
            Column.Count("line", "j.line_number").Hidden(),
            Column.Code("accountCode", "a.code"),
            Column.Text("accountName", "a.name", 200),
            Column.Local("debit", "j.debit").Totalled(),
            Column.Local("credit", "j.credit").Totalled(),
            Column.Text("narrative", "coalesce(j.narrative, e.narrative)", 320),
            Column.Choice<EntrySource>("source", "e.source").Hidden(),
            Column.Currency("j.foreign_currency", "foreignCurrency").Nullable().Hidden(),
            Column.Amount("foreignAmount", "j.foreign_amount", "foreignCurrency").Nullable().Totalled().Hidden(),
            Column.Key("entryKey", "j.entry_id"),
        ],
    };

    private static DataView TrialBalance => new()
    {
        Key = "trial-balance",
        Module = Module,
        Policy = Policies.Reads,
        From = "account_balances j",
        Joins = [Accounts],
        Company = "j.company_id",
        RowKey = ["j.id"],
        Order = [new ViewSort("accountCode"), new ViewSort("month")],
        Groups = [new ViewGroup("accountCode")],
        Columns =
        [
            Column.Code("accountCode", "a.code"),
            Column.Text("accountName", "a.name", 280),
            Column.Choice<AccountNature>("nature", "a.nature"),
            Column.Date("month", "(j.period * 100 + 1)"),
            Column.Local("debit", "j.debit").Totalled(),
            Column.Local("credit", "j.credit").Totalled(),
            Column.Local("balance", "(j.debit - j.credit)").Totalled(),
            Column.Key("accountKey", "j.account_id"),
        ],
        Actions = [new RowAction("account-lines", Policies.Reads, "/views/journal-lines?where=accountCode:eq:{accountCode}")],
    };
}
