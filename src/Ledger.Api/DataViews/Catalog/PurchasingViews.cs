using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>Documents, instalments, suppliers, their accounts and payment orders.</summary>
internal static class PurchasingViews
{
    private const string Module = "purchasing";
    private const string Suppliers = "left join suppliers s on s.id = d.supplier_id";
    private const string Branches = "left join branches b on b.id = d.branch_id";
    private const string Classifications = "left join classifications c on c.id = d.classification_id";

    // Credits lower what is owed, so they are negative wherever they are added up (P3).
    private const string Sign = "(case when d.kind = 'CreditNote' then -1 else 1 end)";

    private const string Movements =
        """
        (select d.company_id, d.supplier_id, d.id, d.issue_date as day, d.kind, d.number, d.currency, d.exchange_rate, d.state,
            (case when d.kind = 'CreditNote' then -d.total else d.total end) as amount,
            (case when d.kind = 'CreditNote' then -d.open_amount else d.open_amount end) as open_amount
         from purchase_documents d where d.state <> 'Annulled'
         union all
         select o.company_id, o.supplier_id, o.id, o.date, 'PaymentOrder', o.number, o.currency, o.exchange_rate, o.state, -o.amount, -o.on_account
         from payment_orders o where o.state <> 'Annulled') m
        """;

    private const string Balance =
        """
        ((select coalesce(sum(case when x.kind = 'CreditNote' then -x.total else x.total end), 0) from purchase_documents x
          where x.supplier_id = m.supplier_id and x.currency = m.currency and x.state <> 'Annulled'
            and (x.issue_date < m.day or (x.issue_date = m.day and x.id <= m.id)))
         - (select coalesce(sum(y.amount), 0) from payment_orders y
          where y.supplier_id = m.supplier_id and y.currency = m.currency and y.state <> 'Annulled'
            and (y.date < m.day or (y.date = m.day and y.id <= m.id))))
        """;

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All =>
        [Documents, PendingInstallments, SuppliersWithBalance, SupplierAccount, PaymentOrders];

    private static DataView Documents => new()
    {
        Key = "purchase-documents",
        Module = Module,
        Policy = Policies.Reads,
        From = "purchase_documents d",
        Joins = [Suppliers, Branches, Classifications],
        Company = "d.company_id",
        RowKey = ["d.id"],
        Order = [new ViewSort("issueDate", true)],
        Columns =
        [
            Column.Date("issueDate", "d.issue_date"),
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Choice<DocumentKind>("kind", "d.kind"),
            Column.Number("siiType", "d.sii_type").Unsearched().Hidden(),
            Column.Code("letter", "d.letter", 70).Nullable().Unsearched().Hidden(),
            Column.Number("number", "d.number"),
            Column.Choice<DocumentState>("state", "d.state"),
            Column.Currency("d.currency"),
            Column.Amount("total", $"{Sign} * d.total").Totalled(),
            Column.Amount("openAmount", $"{Sign} * d.open_amount").Totalled(),
            Column.Choice<PaymentAuthorization>("authorization", "d.payment_authorization"),
            Column.Flag("hasDifferences", "d.has_differences"),
            Column.Amount("differenceAmount", "d.difference_amount").Hidden(),
            Column.Code("supplierRut", "s.rut").Hidden(),
            Column.Count("branchCode", "b.code").Hidden(),
            Column.Text("branchName", "b.name", 180).Unsearched().Hidden(),
            Column.Date("accountingDate", "d.accounting_date").Hidden(),
            Column.Rate("exchangeRate", "d.exchange_rate").Hidden(),
            Column.Amount("exempt", $"{Sign} * d.exempt").Totalled().Hidden(),
            Column.Amount("net", $"{Sign} * d.net").Totalled().Hidden(),
            Column.Amount("vat", $"{Sign} * (d.vat_recoverable + d.vat_non_recoverable + d.vat_common_use)").Totalled().Hidden(),
            Column.Amount("otherTaxes", $"{Sign} * d.other_taxes").Totalled().Hidden(),
            Column.Choice<PurchaseKind>("purchaseKind", "d.purchase_kind").Hidden(),
            Column.Text("classification", "c.name", 160).Nullable().Unsearched().Hidden(),
            Column.Text("authorizedBy", "d.authorized_by", 140).Nullable().Unsearched().Hidden(),
            Column.Moment("authorizedAt", "d.authorized_at").Nullable().Hidden(),
            Column.Moment("createdAt", "d.created_at").Hidden(),
            Column.Key("documentKey", "d.id"),
        ],
        Actions =
        [
            new RowAction("supplier-account", Policies.Reads, "/views/supplier-account?where=supplierCode:eq:{supplierCode}"),
            new RowAction("installments", Policies.Reads, "/views/pending-installments?where=documentKey:eq:{documentKey}"),
        ],
    };

    private static DataView PendingInstallments => new()
    {
        Key = "pending-installments",
        Module = Module,
        Policy = Policies.Reads,
        From = "installments i",
        Joins = ["left join purchase_documents d on d.id = i.document_id", Suppliers, Branches, Classifications, "left join mass_payments p on p.id = i.mass_payment_id"],
        Company = "i.company_id",
        Where = "i.pending <> 0",
        RowKey = ["i.id"],
        Order = [new ViewSort("dueDate")],
        Columns =
        [
            Column.Date("dueDate", "i.due_date"),
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Choice<DocumentKind>("kind", "d.kind"),
            Column.Number("number", "d.number"),
            Column.Count("installment", "i.number"),
            Column.Currency("d.currency"),
            Column.Amount("pending", $"{Sign} * i.pending").Totalled(),
            Column.Amount("amount", $"{Sign} * i.amount").Totalled().Hidden(),
            Column.Choice<InstallmentState>("state", "i.state"),
            Column.Date("issueDate", "d.issue_date"),
            Column.Choice<PaymentAuthorization>("authorization", "d.payment_authorization"),
            Column.Flag("hasDifferences", "d.has_differences"),
            Column.Number("massPayment", "p.number").Nullable().Unsearched(),
            Column.Code("supplierRut", "s.rut").Hidden(),
            Column.Count("branchCode", "b.code").Hidden(),
            Column.Text("branchName", "b.name", 180).Unsearched().Hidden(),
            Column.Text("classification", "c.name", 160).Nullable().Unsearched().Hidden(),
            Column.Key("documentKey", "i.document_id"),
            Column.Key("installmentKey", "i.id"),
        ],
        Actions = [new RowAction("supplier-account", Policies.Reads, "/views/supplier-account?where=supplierCode:eq:{supplierCode}")],
    };

    private static DataView SuppliersWithBalance => new()
    {
        Key = "suppliers",
        Module = Module,
        Policy = Policies.Reads,
        From = "suppliers s left join supplier_balances b on b.supplier_id = s.id",
        Company = "s.company_id",
        RowKey = ["s.id", "coalesce(b.currency, '')"],
        Order = [new ViewSort("supplierCode"), new ViewSort("currency")],
        Columns =
        [
            Column.Code("supplierCode", "s.code"),
            Column.Code("supplierRut", "s.rut"),
            Column.Text("supplierName", "s.name"),
            Column.Currency("b.currency").Nullable(),
            Column.Amount("balance", "b.balance").Nullable().Totalled(),
            Column.Date(
                "oldestDue",
                """
                (select min(x.due_date) from purchase_documents y join installments x on x.document_id = y.id
                 where y.supplier_id = s.id and y.currency = b.currency and x.pending > 0)
                """).Nullable().Shown(),
            Column.Flag("enabledForMassPayments", "s.enabled_for_mass_payments"),
            Column.Flag("foreignCurrencyClause", "s.foreign_currency_clause").Hidden(),
            Column.Flag("isOccasional", "s.is_occasional").Hidden(),
            Column.Count("paymentTermDays", "s.payment_term_days").Nullable().Hidden(),
            Column.Text("email", "s.email").Nullable().Hidden(),
            Column.Code("bankCode", "s.bank_code").Nullable().Unsearched().Hidden(),
            Column.Code("bankAccount", "s.bank_account_number", 160).Nullable().Unsearched().Hidden(),
            Column.Moment("createdAt", "s.created_at").Hidden(),
            Column.Key("supplierKey", "s.id"),
        ],
        Actions =
        [
            new RowAction("supplier-account", Policies.Reads, "/views/supplier-account?where=supplierCode:eq:{supplierCode}"),
            new RowAction("supplier-documents", Policies.Reads, "/views/purchase-documents?where=supplierCode:eq:{supplierCode}"),
        ],
    };

    private static DataView SupplierAccount => new()
    {
        Key = "supplier-account",
        Module = Module,
        Policy = Policies.Reads,
        From = Movements,
        Joins = ["left join suppliers s on s.id = m.supplier_id"],
        Company = "m.company_id",
        RowKey = ["m.id"],
        IsLookedUpLate = true,
        Order = [new ViewSort("supplierCode"), new ViewSort("date")],
        Columns =
        [
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Date("date", "m.day"),
            Column.Choice<AccountMovementKind>("kind", "m.kind"),
            Column.Number("number", "m.number"),
            Column.Currency("m.currency"),
            Column.Amount("amount", "m.amount").Totalled(),
            Column.Amount("openAmount", "m.open_amount").Totalled(),
            Column.Amount("runningBalance", Balance).Shown(),
            Column.Rate("exchangeRate", "m.exchange_rate").Hidden(),
            Column.Key("movementKey", "m.id"),
        ],
    };

    private static DataView PaymentOrders => new()
    {
        Key = "payment-orders",
        Module = Module,
        Policy = Policies.Reads,
        From = "payment_orders o",
        Joins =
        [
            "left join suppliers s on s.id = o.supplier_id", "left join mass_payments p on p.id = o.mass_payment_id",
            "left join journal_entries e on e.id = o.journal_entry_id", "left join classifications c on c.id = o.classification_id",
        ],
        Company = "o.company_id",
        RowKey = ["o.id"],
        Order = [new ViewSort("date", true)],
        Columns =
        [
            Column.Number("number", "o.number"),
            Column.Date("date", "o.date"),
            Column.Code("supplierCode", "s.code"),
            Column.Text("supplierName", "s.name"),
            Column.Choice<PaymentOrderState>("state", "o.state"),
            Column.Currency("o.currency"),
            Column.Amount("amount", "o.amount").Totalled(),
            Column.Local("localAmount", "o.local_amount").Totalled(),
            Column.Amount("onAccount", "o.on_account").Totalled(),
            Column.Number("massPayment", "p.number").Nullable().Unsearched(),
            Column.Rate("exchangeRate", "o.exchange_rate").Hidden(),
            Column.Number("journalEntry", "e.number").Nullable().Unsearched().Hidden(),
            Column.Text("classification", "c.name", 160).Nullable().Unsearched().Hidden(),
            Column.Text("issuedBy", "o.issued_by", 140).Unsearched().Hidden(),
            Column.Moment("issuedAt", "o.issued_at").Hidden(),
            Column.Text("annulledBy", "o.annulled_by", 140).Nullable().Unsearched().Hidden(),
            Column.Moment("annulledAt", "o.annulled_at").Nullable().Hidden(),
            Column.Key("paymentOrderKey", "o.id"),
        ],
        Actions = [new RowAction("print", Policies.Reads, "/api/payment-orders/{paymentOrderKey}/print")],
    };
}
