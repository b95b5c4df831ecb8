using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Domain.MassPayments;
using Ledger.Domain.MassPayments.Worksheets;
using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Api.DataViews.Catalog;

/// <summary>The two grids of entering a mass payment (features.md P2, P3): what may be chosen for a worksheet, and what is on it. Always asked with the key of one worksheet.</summary>
internal static class WorksheetViews
{
    /// <summary>The choice of documents.</summary>
    public const string Offered = "payable-documents";

    /// <summary>The chosen documents.</summary>
    public const string Chosen = "worksheet-documents";

    private const string Module = "mass-payments";

    private static readonly string[] Joins =
    [
        "left join suppliers s on s.id = d.supplier_id", "left join branches b on b.id = d.branch_id",
        "left join classifications c on c.id = d.classification_id", "left join mass_payments p on p.id = i.mass_payment_id",
    ];

    // What both grids say of a document, in the manual's order.
    private static ViewColumn[] Document =>
    [
        Column.Count("branchCode", "b.code").Hidden(),
        Column.Code("supplierCode", "s.code"),
        Column.Text("supplierName", "s.name"),
        Column.Choice<DocumentKind>("kind", "d.kind", 120),
        Column.Code("letter", "d.letter", 70).Nullable().Unsearched().Hidden(),
        Column.Number("number", "d.number"),
        Column.Count("installment", "i.number").Hidden(),
        Column.Date("dueDate", "i.due_date"),
        Column.Currency("d.currency"),
    ];

    /// <summary>The views.</summary>
    public static IEnumerable<DataView> All => [OfferedDocuments, ChosenDocuments];

    private static DataView OfferedDocuments => new()
    {
        Key = Offered,
        Module = Module,
        IsListed = false,
        Policy = Policies.Enters,
        From =
            """
            installments i join purchase_documents d on d.id = i.document_id
            join mass_payment_worksheets w on w.company_id = i.company_id
            """,
        Joins = Joins,
        Company = "i.company_id",
        Where = WorksheetSql.IsOffered,
        RowKey = ["w.id", "i.id"],
        Order = [new ViewSort("supplierCode"), new ViewSort("dueDate")],
        Columns =
        [
            .. Document,
            Column.Local("pendingLocal", $"{WorksheetSql.Sign} * {WorksheetSql.Local("i.pending")}").Totalled(),
            Column.Currency("w.foreign_currency", "foreignCurrency").Hidden(),
            Column.Amount("pendingUnits", $"{WorksheetSql.Sign} * {WorksheetSql.Units("i.pending")}", "foreignCurrency").Totalled(),
            Column.Amount("pending", $"{WorksheetSql.Sign} * i.pending").Hidden(),
            Column.Local("originalLocal", $"{WorksheetSql.Sign} * {WorksheetSql.Local("i.amount")}").Hidden(),
            Column.Amount("originalUnits", $"{WorksheetSql.Sign} * {WorksheetSql.Units("i.amount")}", "foreignCurrency").Hidden(),
            Column.Flag("hasDifferences", "d.has_differences"),
            Column.Amount("differenceAmount", "d.difference_amount").Hidden(),
            Column.Date("issueDate", "d.issue_date"),
            Column.Choice<PayableObstacle>("obstacle", WorksheetSql.Obstacle, 190).Nullable(),
            Column.Number("massPayment", "p.number").Nullable().Unsearched().Hidden(),
            Column.Text("classification", "c.name", 160).Nullable().Unsearched().Hidden(),
            Column.Key("classificationKey", "d.classification_id").Nullable(),
            Column.Key("worksheetKey", "w.id"),
            Column.Key("documentKey", "d.id"),
        ],
    };

    private static DataView ChosenDocuments => new()
    {
        Key = Chosen,
        Module = Module,
        IsListed = false,
        Policy = Policies.Enters,
        From =
            """
            mass_payment_worksheet_items x join mass_payment_worksheets w on w.id = x.worksheet_id
            join installments i on i.id = x.installment_id join purchase_documents d on d.id = i.document_id
            """,
        Joins = Joins,
        Company = "x.company_id",
        RowKey = ["x.worksheet_id", "x.installment_id"],
        Order = [new ViewSort("supplierCode"), new ViewSort("dueDate")],
        Columns =
        [
            .. Document,
            Column.Local("pendingLocal", "x.local_amount").Totalled(),
            Column.Currency("w.foreign_currency", "foreignCurrency").Hidden(),
            Column.Amount("pendingUnits", "x.units", "foreignCurrency").Totalled(),
            Column.Amount("pending", "x.amount").Hidden(),
            Column.Date("issueDate", "d.issue_date"),
            Column.Text("classification", "c.name", 160).Nullable().Unsearched().Hidden(),
            Column.Key("worksheetKey", "x.worksheet_id"),
            Column.Key("documentKey", "d.id"),
        ],
    };
}
