using System.Globalization;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>Writes what was decided of a chunk: bulk inserts for what is new, one statement for each document that changes.</summary>
internal sealed class PurchaseRegisterWriter
{
    private static readonly BulkInsert InsertSuppliers = new(
        "suppliers", "id", "company_id", "code", "rut", "name", "enabled_for_mass_payments", "usually_pays_by_check", "foreign_currency_clause",
        "is_occasional", "created_at", "revision");

    private static readonly BulkInsert InsertDocuments = new(
        "purchase_documents", "id", "company_id", "branch_id", "supplier_id", "kind", "sii_type", "number", "issue_date", "received_at",
        "accounting_date", "currency", "exchange_rate", "exempt", "net", "vat_recoverable", "vat_non_recoverable", "vat_non_recoverable_code",
        "vat_common_use", "other_taxes", "fixed_asset_net", "fixed_asset_vat", "total", "purchase_kind", "state", "open_amount", "has_differences",
        "difference_amount", "payment_authorization", "register_tab", "import_id", "created_at", "revision");

    private static readonly BulkInsert InsertInstallments = new(
        "installments", "id", "company_id", "document_id", "number", "due_date", "amount", "pending", "state");

    private static readonly BulkInsert InsertOtherTaxes = new("document_other_taxes", "id", "company_id", "document_id", "code", "rate", "amount");

    private readonly List<(ImportedRow<PurchaseRegisterRow> Row, KnownSupplier Supplier)> _new = [];
    private readonly List<(ImportedRow<PurchaseRegisterRow> Row, KnownSupplier Supplier, KnownDocument Before)> _changed = [];
    private readonly List<(ImportedRow<PurchaseRegisterRow> Row, KnownSupplier Supplier, KnownDocument Before)> _claimed = [];
    private readonly List<KnownDocument> _moved = [];

    public void Clear()
    {
        _new.Clear();
        _changed.Clear();
        _claimed.Clear();
        _moved.Clear();
    }

    public void Add(ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier) => _new.Add((row, supplier));

    public void Change(ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier, KnownDocument before) => _changed.Add((row, supplier, before));

    public void Claim(ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier, KnownDocument before) => _claimed.Add((row, supplier, before));

    public void MoveTab(ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier, KnownDocument before) => _moved.Add(before);

    public async Task WriteAsync(
        LedgerSession session, PurchaseRegisterTarget target, IReadOnlyCollection<KnownSupplier> suppliers, IReadOnlyList<ImportedRow<PurchaseRegisterRow>> rows)
    {
        await InsertSuppliersAsync(session, suppliers);
        await InsertDocuments.RunAsync(session.Transaction, DocumentRows(session, target));
        await InsertInstallments.RunAsync(session.Transaction, _new.Select(item => InstallmentRow(session, target, item.Row, item.Supplier)));
        await InsertOtherTaxes.RunAsync(session.Transaction, _new.SelectMany(item => TaxRows(session, item.Row)));
        foreach (var (row, supplier, before) in _changed)
        {
            await ChangeAsync(session, target, row.Row!, supplier, before);
        }

        foreach (var (_, _, before) in _claimed)
        {
            await ClaimAsync(session, before);
        }

        foreach (var before in _moved)
        {
            await session.Transaction.ExecuteAsync(
                "update purchase_documents set register_tab = $2, revision = revision + 1 where id = $1", before.Id, target.Tab.ToString());
        }

        await new SupplierBalances(session).AddAsync(BalanceChanges(target));
        AuditChunk(session, target, rows);
    }

    private static async Task InsertSuppliersAsync(LedgerSession session, IReadOnlyCollection<KnownSupplier> suppliers)
    {
        if (suppliers.Count == 0)
        {
            return;
        }

        var codes = await FreeCodesAsync(session, suppliers.Count);
        await InsertSuppliers.RunAsync(session.Transaction, suppliers.Select((supplier, i) => new object?[]
        {
            supplier.Id, session.CompanyId, codes[i], supplier.New!.Rut.ToString(), supplier.New.Name, true, false, false, false, Stored.Of(session.Now), 0,
        }));
        session.Audit("supplier.imported", "supplier", codes[0], new { suppliers = suppliers.Select((supplier, i) => $"{codes[i]} {supplier.New!.Rut}") });
    }

    // Numbers of the series whose codes people had not typed before.
    private static async Task<List<string>> FreeCodesAsync(LedgerSession session, int count)
    {
        var numbers = new NumberSequences(session);
        var codes = new List<string>(count);
        while (codes.Count < count)
        {
            var missing = count - codes.Count;
            var first = await numbers.TakeAsync(NumberSequences.Suppliers, missing);
            var batch = Enumerable.Range(0, missing).Select(i => (first + i).ToString("000000", CultureInfo.InvariantCulture)).ToList();
            var taken = await new SessionData(session).InTextsAsync("select code from suppliers where company_id = $1 and code", batch, row => row.GetString(0));
            codes.AddRange(batch.Except(taken));
        }

        return codes;
    }

    private IEnumerable<object?[]> DocumentRows(LedgerSession session, PurchaseRegisterTarget target)
    {
        var now = Stored.Of(session.Now);
        var isClaimed = target.Tab == RegisterTab.Claimed;
        var tab = target.Tab.ToString();
        foreach (var (row, supplier) in _new)
        {
            var document = row.Row!;
            var total = KnownDocument.Whole(document.Total);
            var state = isClaimed ? DocumentState.Annulled : PurchaseDocument.StateOf(document.Kind, document.Total, document.Total);
            yield return
            [
                row.SubjectId, session.CompanyId, target.BranchId, supplier.Id, document.Kind.ToString(), document.SiiType, document.Number,
                Stored.Of(document.IssueDate), document.ReceivedAt?.ToUnixTimeMilliseconds(), Stored.Of(document.IssueDate), target.Currency, 1_000_000L,
                KnownDocument.Whole(document.Exempt), KnownDocument.Whole(document.Net), KnownDocument.Whole(document.VatRecoverable),
                KnownDocument.Whole(document.VatNonRecoverable), document.VatNonRecoverableCode, KnownDocument.Whole(document.VatCommonUse),
                KnownDocument.Whole(document.OtherInTotal), KnownDocument.Whole(document.FixedAssetNet), KnownDocument.Whole(document.FixedAssetVat), total,
                document.PurchaseKind.ToString(), state.ToString(), isClaimed ? 0L : total, false, 0L, nameof(PaymentAuthorization.Pending), tab,
                target.BatchId, now, 0,
            ];
        }
    }

    private static object?[] InstallmentRow(LedgerSession session, PurchaseRegisterTarget target, ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier)
    {
        var total = KnownDocument.Whole(row.Row!.Total);
        var isClaimed = target.Tab == RegisterTab.Claimed;
        return
        [
            session.NewId(), session.CompanyId, row.SubjectId, 1, DueDate(target, row.Row, supplier), total, isClaimed ? 0L : total,
            isClaimed ? nameof(InstallmentState.Cancelled) : nameof(InstallmentState.NotCancelled),
        ];
    }

    private static int DueDate(PurchaseRegisterTarget target, PurchaseRegisterRow row, KnownSupplier supplier) =>
        Stored.Of(row.Kind == DocumentKind.Invoice ? row.IssueDate.AddDays(supplier.TermDays ?? target.TermDays) : row.IssueDate);

    private static IEnumerable<object?[]> TaxRows(LedgerSession session, ImportedRow<PurchaseRegisterRow> row) =>
        row.Row!.OtherTaxes.Select(tax => new object?[]
        {
            session.NewId(), session.CompanyId, row.SubjectId, tax.Code, RateConverter.ToStored(tax.Rate), KnownDocument.Whole(tax.Amount),
        });

    private static async Task ChangeAsync(
        LedgerSession session, PurchaseRegisterTarget target, PurchaseRegisterRow row, KnownSupplier supplier, KnownDocument before)
    {
        var total = KnownDocument.Whole(row.Total);
        var changed = await session.Transaction.ExecuteAsync(
            """
            update purchase_documents set exempt = $2, net = $3, vat_recoverable = $4, vat_non_recoverable = $5, vat_non_recoverable_code = $6,
                vat_common_use = $7, other_taxes = $8, fixed_asset_net = $9, fixed_asset_vat = $10, total = $11, open_amount = $11, issue_date = $12,
                accounting_date = $12, purchase_kind = $13, register_tab = $14, revision = revision + 1
            where id = $1 and revision = $15 and mass_payment_id is null
            """,
            before.Id, KnownDocument.Whole(row.Exempt), KnownDocument.Whole(row.Net), KnownDocument.Whole(row.VatRecoverable),
            KnownDocument.Whole(row.VatNonRecoverable), row.VatNonRecoverableCode, KnownDocument.Whole(row.VatCommonUse), KnownDocument.Whole(row.OtherInTotal),
            KnownDocument.Whole(row.FixedAssetNet), KnownDocument.Whole(row.FixedAssetVat), total, Stored.Of(row.IssueDate), row.PurchaseKind.ToString(),
            target.Tab.ToString(), before.Revision);
        ImportRaceException.ThrowUnless(changed == 1);
        await session.Transaction.ExecuteAsync(
            "update installments set amount = $2, pending = $2, due_date = $3 where document_id = $1", before.Id, total, DueDate(target, row, supplier));
        await session.Transaction.ExecuteAsync("delete from document_other_taxes where document_id = $1", before.Id);
        await InsertOtherTaxes.RunAsync(session.Transaction, row.OtherTaxes.Select(tax => new object?[]
        {
            session.NewId(), session.CompanyId, before.Id, tax.Code, RateConverter.ToStored(tax.Rate), KnownDocument.Whole(tax.Amount),
        }));
        session.Audit("purchase-document.changed-by-import", "purchase-document", before.Id, new { target.BatchId, before = before.Total / 10_000m, after = row.Total });
    }

    private static async Task ClaimAsync(LedgerSession session, KnownDocument before)
    {
        var claimed = await session.Transaction.ExecuteAsync(
            """
            update purchase_documents set state = 'Annulled', open_amount = 0, register_tab = 'Claimed', revision = revision + 1
            where id = $1 and revision = $2 and mass_payment_id is null
            """,
            before.Id, before.Revision);
        ImportRaceException.ThrowUnless(claimed == 1);
        await session.Transaction.ExecuteAsync("update installments set pending = 0, state = 'Cancelled' where document_id = $1", before.Id);
        session.Audit("purchase-document.claimed", "purchase-document", before.Id);
    }

    private IEnumerable<(long SupplierId, Money Amount)> BalanceChanges(PurchaseRegisterTarget target)
    {
        if (target.Tab != RegisterTab.Claimed)
        {
            foreach (var (row, supplier) in _new)
            {
                yield return (supplier.Id, new Money(Signed(row.Row!, row.Row!.Total), target.Currency));
            }
        }

        foreach (var (row, supplier, before) in _changed)
        {
            yield return (supplier.Id, new Money(Signed(row.Row!, row.Row!.Total - (before.Total / 10_000m)), target.Currency));
        }

        foreach (var (row, supplier, before) in _claimed)
        {
            yield return (supplier.Id, new Money(Signed(row.Row!, -before.Total / 10_000m), target.Currency));
        }
    }

    private static decimal Signed(PurchaseRegisterRow row, decimal amount) => row.Kind == DocumentKind.CreditNote ? -amount : amount;

    private void AuditChunk(LedgerSession session, PurchaseRegisterTarget target, IReadOnlyList<ImportedRow<PurchaseRegisterRow>> rows)
    {
        if (_new.Count + _moved.Count > 0)
        {
            session.Audit("purchase-document.imported", "import", target.BatchId, new
            {
                fromLine = rows[0].Line,
                toLine = rows[^1].Line,
                tab = target.Tab,
                documents = _new.Select(item => item.Row.SubjectId),
                moved = _moved.Select(d => d.Id),
            });
        }
    }
}
