using System.Globalization;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Foundation;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>
/// Imports the tax authority's purchase register ("Descargar Detalles", formats.md §4): the tabs Registro, Pendiente, No
/// incluir and Reclamado, told apart by their columns.
/// </summary>
/// <remarks>
/// A document is known by its type, tax id and number. One that is there unchanged stays as it is; one whose amounts changed
/// is changed while nothing of it was paid, else the line is rejected. Suppliers that are not known are created. Documents of
/// Pendiente are taken with a warning; those of Reclamado are kept as annulled, so that they are never paid, with a warning;
/// those of No incluir get the purchase kind 7. Nothing is authorised for payment: that is a person's decision.
/// </remarks>
public sealed class PurchaseRegisterImporter(LedgerDatabase database, Actor actor, ImportLimits? limits = null)
    : Importer<PurchaseRegisterRow>(database, actor, limits)
{
    /// <summary>What <see cref="ImportBatch.Kind"/> says of these imports.</summary>
    public const string KindName = "purchase-register";

    private readonly Dictionary<int, KnownSupplier> _suppliers = [];
    private readonly Dictionary<int, KnownSupplier> _newSuppliers = [];
    private readonly PurchaseRegisterWriter _writer = new();
    private Rut _companyRut;
    private string _currency = string.Empty;
    private long _branchId;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private int _termDays;
    private DateOnly? _closedThrough;
    private PurchaseRegisterReader? _reader;
    private PurchaseRegisterHeader? _header;

    /// <summary>The branch that the documents are entered at; null for the head office.</summary>
    public int? BranchCode { get; init; }

    /// <inheritdoc/>
    protected override string Kind => KindName;

    /// <inheritdoc/>
    protected override async Task PrepareAsync(IImportData data)
    {
        var company = (await data.QueryAsync(
            "select rut, local_currency, time_zone from companies where id = $1",
            row => new { Rut = row.GetString(0), Currency = row.GetString(1), Zone = row.GetString(2) }, data.CompanyId)).SingleOrDefault()
            ?? throw Checks.NotFound("company", data.CompanyId);
        _companyRut = Rut.Parse(company.Rut);
        _currency = company.Currency;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(company.Zone);
        var branches = BranchCode is { } code
            ? await data.QueryAsync("select id from branches where company_id = $1 and code = $2", row => row.GetInt64(0), data.CompanyId, code)
            : await data.QueryAsync("select id from branches where company_id = $1 and is_head_office", row => row.GetInt64(0), data.CompanyId);
        _branchId = branches.Count == 1
            ? branches[0]
            : throw new DomainException("purchase-register.branch", "The branch does not exist.", BranchCode) { Field = "branchCode" };
        var parameters = await ParameterService.ReadAsync<PurchasingParameters>(data);
        (_termDays, _closedThrough) = (parameters.PaymentTermDays, parameters.InvoicesClosedThrough);
    }

    /// <inheritdoc/>
    protected override void ReadHeader(string fileName, string header)
    {
        if (RutOfName(fileName) is { } rut && rut != _companyRut)
        {
            throw new DomainException(
                "purchase-register.other-company", $"The file is of {rut}, the company is {_companyRut}.", rut.ToString(), _companyRut.ToString());
        }

        _header = PurchaseRegisterHeader.Read(header);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Database.Clock.GetUtcNow(), _zone).DateTime);
        _reader = new PurchaseRegisterReader(_header, _zone, today);
    }

    /// <inheritdoc/>
    protected override ImportedRow<PurchaseRegisterRow>? Read(int line, string text) => _reader!.Read(line, text);

    /// <inheritdoc/>
    protected override async Task JudgeAsync(IImportData data, IReadOnlyList<ImportedRow<PurchaseRegisterRow>> rows)
    {
        _newSuppliers.Clear();
        _writer.Clear();
        foreach (var row in rows)
        {
            CheckAlone(row);
        }

        await FindSuppliersAsync(data, rows);
        var known = await FindDocumentsAsync(data, rows);
        foreach (var row in rows.Where(row => !row.IsRejected))
        {
            Decide(row, known);
        }
    }

    /// <inheritdoc/>
    protected override Task WriteAsync(LedgerSession session, long batchId, IReadOnlyList<ImportedRow<PurchaseRegisterRow>> rows) =>
        _writer.WriteAsync(session, new PurchaseRegisterTarget(batchId, _branchId, _currency, _termDays, _header!.Tab), _newSuppliers.Values, rows);

    /// <inheritdoc/>
    protected override void Committed()
    {
        foreach (var (rut, supplier) in _newSuppliers)
        {
            _suppliers[rut] = supplier with { New = null };
        }
    }

    private static Rut? RutOfName(string fileName)
    {
        foreach (var part in Path.GetFileNameWithoutExtension(fileName).Split('_', ' ', '(', ')'))
        {
            if (part.Contains('-') && Rut.TryParse(part, out var rut))
            {
                return rut;
            }
        }

        return null;
    }

    private void CheckAlone(ImportedRow<PurchaseRegisterRow> row)
    {
        if (row.IsRejected || row.Row is not { } document)
        {
            return;
        }

        if (!document.AddsUp())
        {
            var sum = document.Total - document.OtherInTotal + document.OtherTaxes.Sum(tax => tax.Amount);
            row.Reject(new ImportReason(
                "purchase-register.total", "Monto Total", document.Total.ToString(CultureInfo.InvariantCulture), sum, document.Total));
        }
        else if (document.IssueDate <= _closedThrough)
        {
            row.Reject(new ImportReason(
                "purchase-register.closed", "Fecha Docto", document.IssueDate.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), _closedThrough));
        }
    }

    private async Task FindSuppliersAsync(IImportData data, IReadOnlyList<ImportedRow<PurchaseRegisterRow>> rows)
    {
        var wanted = new Dictionary<int, PurchaseRegisterRow>();
        foreach (var row in rows.Where(row => !row.IsRejected && !_suppliers.ContainsKey(row.Row!.Rut.Number)))
        {
            wanted.TryAdd(row.Row!.Rut.Number, row.Row);
        }

        if (wanted.Count == 0)
        {
            return;
        }

        var found = await data.InTextsAsync(
            "select rut, id, payment_term_days from suppliers where company_id = $1 and rut", wanted.Values.Select(row => row.Rut.ToString()),
            row => (Rut: Rut.Parse(row.GetString(0)), Id: row.GetInt64(1), Days: row.IsDBNull(2) ? (int?)null : row.GetInt32(2)));
        foreach (var (rut, id, days) in found)
        {
            _suppliers[rut.Number] = new KnownSupplier(id, days, null);
            wanted.Remove(rut.Number);
        }

        foreach (var (rut, row) in wanted)
        {
            _newSuppliers[rut] = new KnownSupplier(Database.Ids.Next(), null, row);
        }
    }

    private async Task<Dictionary<(long, int, long), KnownDocument>> FindDocumentsAsync(
        IImportData data, IReadOnlyList<ImportedRow<PurchaseRegisterRow>> rows)
    {
        var keys = rows.Where(row => !row.IsRejected && _suppliers.ContainsKey(row.Row!.Rut.Number))
            .Select(row => (_suppliers[row.Row!.Rut.Number].Id, row.Row.SiiType, row.Row.Number)).ToList();
        return keys.Count == 0 ? [] : await PurchaseRegisterLookup.FindAsync(data, keys);
    }

    private void Decide(ImportedRow<PurchaseRegisterRow> row, Dictionary<(long, int, long), KnownDocument> known)
    {
        var document = row.Row!;
        var rut = document.Rut.Number;
        var isNew = !_suppliers.TryGetValue(rut, out var supplier);
        supplier ??= _newSuppliers[rut];
        if (isNew && supplier.New == document)
        {
            row.Warn(new ImportReason("purchase-register.new-supplier", "RUT Proveedor", document.Rut.ToString(), document.Rut.ToString(), document.Name));
        }

        known.TryGetValue((supplier.Id, document.SiiType, document.Number), out var existing);
        if (existing is null)
        {
            row.SubjectId = Database.Ids.Next();
            _writer.Add(row, supplier);
            WarnOfTab(row);
            return;
        }

        row.SubjectId = existing.Id;
        if (_header!.Tab == RegisterTab.Claimed)
        {
            DecideClaimed(row, supplier, existing);
        }
        else if (existing.Tab == nameof(RegisterTab.Claimed))
        {
            row.Reject(new ImportReason("purchase-register.was-claimed", "Folio", Number(document)));
        }
        else if (existing.Content == KnownDocument.ContentOf(document))
        {
            DecideUnchanged(row, supplier, existing);
        }
        else if (existing.IsUntouched)
        {
            _writer.Change(row, supplier, existing);
            row.Warn(Changed(document, existing, "purchase-register.changed", "purchase-register.details-changed"));
        }
        else
        {
            row.Reject(Changed(document, existing, "purchase-register.changed-but-used", "purchase-register.details-changed-but-used"));
        }
    }

    // With an equal total it is a date, a tax or the class that changed: the total would be a riddle.
    private static ImportReason Changed(PurchaseRegisterRow document, KnownDocument existing, string total, string details)
    {
        var before = existing.Total / 10_000;
        return before == document.Total
            ? new ImportReason(details, "Folio", Number(document))
            : new ImportReason(total, "Monto Total", Number(document), before, document.Total);
    }

    private void DecideClaimed(ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier, KnownDocument existing)
    {
        if (existing.Tab == nameof(RegisterTab.Claimed) || existing.State == nameof(DocumentState.Annulled))
        {
            row.Unchanged();
        }
        else if (existing.IsUntouched)
        {
            _writer.Claim(row, supplier, existing);
            WarnOfTab(row);
        }
        else
        {
            row.Reject(new ImportReason("purchase-register.claimed-but-used", "Folio", Number(row.Row!)));
        }
    }

    private void DecideUnchanged(ImportedRow<PurchaseRegisterRow> row, KnownSupplier supplier, KnownDocument existing)
    {
        if (existing.Tab == nameof(RegisterTab.Pending) && _header!.Tab != RegisterTab.Pending)
        {
            // It was accepted at the tax authority since: only the tab moves.
            _writer.MoveTab(row, supplier, existing);
        }
        else
        {
            row.Unchanged();
        }
    }

    private void WarnOfTab(ImportedRow<PurchaseRegisterRow> row)
    {
        if (_header!.Tab == RegisterTab.Pending)
        {
            row.Warn(new ImportReason("purchase-register.not-accepted"));
        }
        else if (_header.Tab == RegisterTab.Claimed)
        {
            row.Warn(new ImportReason("purchase-register.claimed"));
        }
    }

    private static string Number(PurchaseRegisterRow row) => row.Number.ToString(CultureInfo.InvariantCulture);
}
