using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.MassPayments;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>Mass payments with the manual's columns (features.md P5), and what is in them.</summary>
internal static class MassPaymentViews
{
    private const string Module = "mass-payments";

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [MassPayments, Items, Documents];

    private static readonly string[] ItemJoins =
    [
        "left join mass_payments p on p.id = i.mass_payment_id", "left join purchase_documents d on d.id = i.document_id",
        "left join suppliers s on s.id = i.supplier_id", "left join branches b on b.id = i.branch_id",
        "left join installments n on n.id = i.installment_id", "left join payment_orders o on o.id = i.payment_order_id",
        "left join companies co on co.id = i.company_id",
    ];

    // People by the name others know them by; a process or a schedule by its own.
    private static string Person(string user, string userName) => $"coalesce({user}.display_name, {userName})";

    private static DataView MassPayments => new()
    {
        Key = "mass-payments",
        Module = Module,
        Policy = Policies.Reads,
        From = "mass_payments p",
        Joins =
        [
            "left join companies co on co.id = p.company_id",
            "left join users eu on eu.id = p.entered_by_user_id", "left join users au on au.id = p.authorized_by_user_id",
            "left join users pu on pu.id = p.paid_by_user_id", "left join users cu on cu.user_name = p.changed_by_name",
        ],
        Company = "p.company_id",
        RowKey = ["p.id"],
        Order = [new ViewSort("number")],
        Columns =
        [
            Column.Number("number", "p.number"),
            Column.Date("entryDate", "p.entry_date"),
            Column.Text("enteredBy", Person("eu", "p.entered_by_name"), 140),
            Column.Currency("p.currency"),
            Column.Rate("exchangeRate", "p.exchange_rate"),
            Column.Local("totalLocal", "p.total_local").Totalled(),
            Column.Currency("co.foreign_currency", "foreignCurrency").Hidden(),
            Column.Amount("totalUnits", "p.total_units", "foreignCurrency").Totalled(),
            Column.Choice<MassPaymentState>("state", "p.state"),
            Column.Date("estimatedPaymentDate", "p.estimated_payment_date"),
            Column.Date("authorizedOn", "p.authorized_on").Nullable(),
            Column.Text("authorizedBy", Person("au", "p.authorized_by_name"), 140).Nullable(),
            Column.Date("paidOn", "p.paid_on").Nullable(),
            Column.Text("paidBy", Person("pu", "p.paid_by_name"), 140).Nullable(),
            Column.Count("itemCount", "p.item_count").Totalled(),
            Column.Text("remarks", "p.remarks").Nullable().Hidden(),
            Column.Text("changedBy", Person("cu", "p.changed_by_name"), 140).Unsearched().Hidden(),
            Column.Moment("changedAt", "p.changed_at").Hidden(),
            Column.Key("instanceKey", "p.instance_id").Nullable(),
            Column.Key("massPaymentKey", "p.id"),
        ],
        Actions =
        [
            new RowAction("open", Policies.Reads, "/mass-payments/{massPaymentKey}") { IsOpening = true },
            new RowAction("mass-payment-items", Policies.Reads, "/views/mass-payment-items?where=massPaymentKey:eq:{massPaymentKey}"),
            new RowAction("print", Policies.Reads, "/api/mass-payments/{massPaymentKey}/print/detail"),
        ],
    };

    private static DataView Items => new()
    {
        Key = "mass-payment-items",
        Module = Module,
        Policy = Policies.Reads,
        From = "mass_payment_items i",
        Joins = ItemJoins,
        Company = "i.company_id",
        RowKey = ["i.mass_payment_id", "i.installment_id"],
        Order = [new ViewSort("massPayment", true), new ViewSort("supplierCode"), new ViewSort("dueDate")],
        Columns =
        [
            Column.Number("massPayment", "p.number"),
            Column.Choice<MassPaymentState>("massPaymentState", "p.state").Hidden(),
            Column.Count("branchCode", "b.code").Hidden(),
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Choice<DocumentKind>("kind", "d.kind"),
            Column.Number("number", "d.number"),
            Column.Count("installment", "n.number").Hidden(),
            Column.Date("dueDate", "i.due_date"),
            Column.Currency("i.currency"),
            Column.Amount("amount", "i.amount").Totalled(),
            Column.Local("localAmount", "i.local_amount").Totalled(),
            Column.Currency("co.foreign_currency", "foreignCurrency").Hidden(),
            Column.Amount("units", "i.units", "foreignCurrency").Totalled(),
            Column.Date("issueDate", "d.issue_date"),
            Column.Number("paymentOrder", "o.number").Nullable().Unsearched(),
            Column.Flag("paidWithDifferences", "i.paid_with_differences").Hidden(),
            Column.Key("massPaymentKey", "i.mass_payment_id"),
            Column.Key("documentKey", "i.document_id"),
        ],
        Actions = [new RowAction("supplier-account", Policies.Reads, "/views/supplier-account?where=supplierCode:eq:{supplierCode}")],
    };

    // The documents of one mass payment, on its page: the manual's columns, and its remarks as order and its state (P13).
    private static DataView Documents => new()
    {
        Key = "mass-payment-documents",
        Module = Module,
        IsListed = false,
        Policy = Policies.Reads,
        From = "mass_payment_items i",
        Joins = ItemJoins,
        Company = "i.company_id",
        RowKey = ["i.mass_payment_id", "i.installment_id"],
        Order = [new ViewSort("supplierCode"), new ViewSort("dueDate")],
        Columns =
        [
            Column.Count("branchCode", "b.code").Hidden(),
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Choice<DocumentKind>("kind", "d.kind"),
            Column.Code("letter", "d.letter", 70).Nullable().Unsearched().Hidden(),
            Column.Number("number", "d.number"),
            Column.Count("installment", "n.number"),
            Column.Date("dueDate", "i.due_date"),
            Column.Currency("i.currency"),
            Column.Amount("amount", "i.amount").Hidden(),
            Column.Local("localAmount", "i.local_amount").Totalled(),
            Column.Currency("co.foreign_currency", "foreignCurrency").Hidden(),
            Column.Amount("units", "i.units", "foreignCurrency").Totalled(),
            Column.Date("issueDate", "d.issue_date"),
            Column.Number("paymentOrder", "o.number").Nullable().Unsearched(),
            Column.Choice<PaymentOrderState>("orderState", "o.state").Nullable(),
            Column.Flag("paidWithDifferences", "i.paid_with_differences").Hidden(),
            Column.Key("massPaymentKey", "i.mass_payment_id"),
            Column.Key("documentKey", "i.document_id"),
            Column.Key("paymentOrderKey", "i.payment_order_id").Nullable(),
        ],
        Actions =
        [
            new RowAction("payment-order", Policies.Reads, "/payment-orders/{paymentOrderKey}"),
            new RowAction("supplier-account", Policies.Reads, "/views/supplier-account?where=supplierCode:eq:{supplierCode}"),
        ],
    };
}
