using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.Accounting;
using Ledger.Domain.Treasury;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>Money that comes in and goes out, and checks.</summary>
internal static class TreasuryViews
{
    private const string Module = "treasury";

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [Movements, Checks];

    private static DataView Movements => new()
    {
        Key = "treasury-movements",
        Module = Module,
        Policy = Policies.Reads,
        From = "treasury_movement_lines l",
        Joins =
        [
            "left join treasury_movements m on m.id = l.movement_id", "left join treasury_accounts a on a.id = l.treasury_account_id",
            "left join checks k on k.id = l.check_id", "left join payment_orders o on o.id = m.payment_order_id",
        ],
        Company = "l.company_id",
        RowKey = ["l.id"],
        Order = [new ViewSort("date", true), new ViewSort("number", true), new ViewSort("line")],
        Columns =
        [
            Column.Date("date", "m.date"),
            Column.Number("number", "m.number"),
            Column.Count("line", "l.line_number").Hidden(),
            Column.Code("treasuryAccountCode", "a.code"),
            Column.Text("treasuryAccountName", "a.name", 200),
            Column.Choice<TreasuryAccountKind>("treasuryAccountKind", "a.kind").Hidden(),
            Column.Choice<EntrySide>("side", "l.side", 100),
            Column.Currency("l.currency"),
            Column.Amount("moved", "(case when l.side = 'Credit' then -l.amount else l.amount end)").Totalled(),
            Column.Local("localMoved", "(case when l.side = 'Credit' then -l.local_amount else l.local_amount end)").Totalled(),
            Column.Number("check", "k.number").Nullable(),
            Column.Text("narrative", "m.narrative"),
            Column.Choice<MovementState>("state", "m.state"),
            Column.Number("paymentOrder", "o.number").Nullable().Unsearched().Hidden(),
            Column.Text("recordedBy", "m.recorded_by", 140).Unsearched().Hidden(),
            Column.Moment("recordedAt", "m.recorded_at").Hidden(),
            Column.Key("movementKey", "l.movement_id"),
        ],
    };

    private static DataView Checks => new()
    {
        Key = "checks",
        Module = Module,
        Policy = Policies.Reads,
        From = "checks k",
        Joins =
        [
            "left join checkbooks h on h.id = k.checkbook_id", "left join treasury_accounts a on a.id = h.treasury_account_id",
            "left join suppliers s on s.id = k.supplier_id", "left join payment_orders o on o.id = k.payment_order_id",
            "left join mass_payments p on p.id = k.mass_payment_id",
        ],
        Company = "k.company_id",
        RowKey = ["k.id"],
        Order = [new ViewSort("dueDate", true), new ViewSort("number", true)],
        Columns =
        [
            Column.Number("number", "k.number"),
            Column.Text("checkbook", "h.name", 160),
            Column.Flag("isDeferred", "h.is_deferred"),
            Column.Text("treasuryAccountName", "a.name", 200),
            Column.Choice<CheckState>("state", "k.state"),
            Column.Date("issueDate", "k.issue_date"),
            Column.Date("dueDate", "k.due_date"),
            Column.Currency("k.currency"),
            Column.Amount("amount", "k.amount").Totalled(),
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Number("paymentOrder", "o.number").Unsearched(),
            Column.Number("massPayment", "p.number").Nullable().Unsearched(),
            Column.Key("checkKey", "k.id"),
        ],
    };
}
