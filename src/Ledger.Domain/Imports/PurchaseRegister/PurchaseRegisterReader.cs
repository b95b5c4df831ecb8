using System.Globalization;
using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>Turns the lines of a register file into rows, with the reason where a line cannot be read.</summary>
internal sealed class PurchaseRegisterReader
{
    // Other-tax codes of the tax authority that are kept back from the supplier and so lower the total.
    private static readonly HashSet<int> Retentions = [15, 30, 31, 32, 33, 34, 36, 37, 38, 39, 41, 46, 47, 48, 53];

    private readonly PurchaseRegisterHeader _header;
    private readonly TimeZoneInfo _zone;
    private readonly DateOnly _today;
    private readonly DelimitedLine _fields = new();
    private readonly HashSet<(int Type, int Rut, long Number)> _seen = [];
    private readonly Dictionary<string, PurchaseKind?> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PurchaseKind?>.AlternateLookup<ReadOnlySpan<char>> _kindsBySpan;
    private readonly Columns _at;
    private PurchaseRegisterRow? _last;
    private string _lastKey = string.Empty;

    public PurchaseRegisterReader(PurchaseRegisterHeader header, TimeZoneInfo zone, DateOnly today)
    {
        _header = header;
        _zone = zone;
        _today = today;
        _kindsBySpan = _kinds.GetAlternateLookup<ReadOnlySpan<char>>();
        _at = new Columns(header);
    }

    public ImportedRow<PurchaseRegisterRow>? Read(int line, string text)
    {
        if (text.AsSpan().IsWhiteSpace())
        {
            return null;
        }

        if (!_fields.TrySplit(text))
        {
            return Rejected(line, new ImportReason("import.quotes", null, text, line));
        }

        if (_fields.Count < _header.Count || HasMore())
        {
            return Rejected(line, new ImportReason("import.columns", null, null, _header.Count, _fields.Count));
        }

        if (IsContinuation())
        {
            return Continue(line);
        }

        var failure = TryRow(out var row);
        _lastKey = Key();
        _last = row;
        return failure is null ? new ImportedRow<PurchaseRegisterRow> { Line = line, Row = row } : Rejected(line, failure);
    }

    private static ImportedRow<PurchaseRegisterRow> Rejected(int line, ImportReason reason)
    {
        var row = new ImportedRow<PurchaseRegisterRow> { Line = line };
        row.Reject(reason);
        return row;
    }

    // Downloads put one separator too many at the end of most rows; anything in there is not.
    private bool HasMore()
    {
        for (var i = _header.Count; i < _fields.Count; i++)
        {
            if (!_fields[i].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    // The number of the row is empty and so is the total: only other taxes are said.
    private bool IsContinuation() => _at.Nro >= 0 && _fields[_at.Nro].IsEmpty && IsNone(_fields[_at.Total]);

    private string Key() => $"{_fields[_at.Type]};{_fields[_at.Rut]};{_fields[_at.Number]}";

    private ImportedRow<PurchaseRegisterRow>? Continue(int line)
    {
        if (_lastKey != Key())
        {
            return Rejected(line, new ImportReason("purchase-register.continuation", _at.Nro >= 0 ? "Nro" : null, Key()));
        }

        // What continues a rejected row is rejected with it.
        return _last is null || AddOtherTax(_last) is not { } failure ? null : Rejected(line, failure);
    }

    private ImportReason? TryRow(out PurchaseRegisterRow? row)
    {
        row = null;
        if (!int.TryParse(_fields[_at.Type], NumberStyles.None, CultureInfo.InvariantCulture, out var type) || SiiDocumentType.KindOf(type) is not { } kind)
        {
            return Bad("purchase-register.type", "Tipo Doc", _at.Type);
        }

        if (!Rut.TryParse(_fields[_at.Rut], out var rut))
        {
            return Bad("purchase-register.rut", "RUT Proveedor", _at.Rut);
        }

        if (!long.TryParse(_fields[_at.Number], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 9_999_999_999)
        {
            return Bad("purchase-register.number", "Folio", _at.Number);
        }

        var name = _fields[_at.Name];
        if (name.IsEmpty || name.Length > ColumnSizes.Name)
        {
            return Bad("purchase-register.name", "Razon Social", _at.Name, ColumnSizes.Name);
        }

        if (KindOf(_fields[_at.Kind]) is not { } purchaseKind)
        {
            return Bad("purchase-register.purchase-kind", "Tipo Compra", _at.Kind);
        }

        if (TryDates(out var issueDate, out var receivedAt) is { } badDate)
        {
            return badDate;
        }

        Span<long> amounts = stackalloc long[_at.Amounts.Length];
        for (var i = 0; i < amounts.Length; i++)
        {
            if (!TryAmount(_fields[_at.Amounts[i].Index], out amounts[i]))
            {
                return Bad("purchase-register.amount", _at.Amounts[i].Name, _at.Amounts[i].Index);
            }
        }

        if (amounts[4] == 0)
        {
            return Bad("purchase-register.amount", "Monto Total", _at.Total);
        }

        var read = new PurchaseRegisterRow
        {
            SiiType = type,
            Kind = kind,
            Rut = rut,
            Name = name.ToString(),
            Number = number,
            IssueDate = issueDate,
            ReceivedAt = receivedAt,
            PurchaseKind = _header.Tab == RegisterTab.NotIncluded ? PurchaseKind.NotIncluded : purchaseKind,
            Exempt = amounts[0],
            Net = amounts[1],
            VatRecoverable = amounts[2],
            VatNonRecoverable = amounts[3],
            Total = amounts[4],
            FixedAssetNet = amounts[5],
            FixedAssetVat = amounts[6],
            VatCommonUse = amounts[7],
            TaxWithoutCredit = amounts[8],
            Tobacco = amounts[9] + amounts[10] + amounts[11],
            VatNonRecoverableCode = int.TryParse(_fields[_at.NonRecoverableCode], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code > 0 ? code : null,
        };
        if (AddOtherTax(read) is { } badTax)
        {
            return badTax;
        }

        if (!_seen.Add((type, rut.Number, number)))
        {
            return new ImportReason("purchase-register.duplicate", "Folio", Key(), type, rut.ToString(), number);
        }

        row = read;
        return null;
    }

    private ImportReason? TryDates(out DateOnly issueDate, out DateTimeOffset? receivedAt)
    {
        receivedAt = null;
        if (!TryDate(_fields[_at.IssueDate], out issueDate))
        {
            return Bad("purchase-register.date", "Fecha Docto", _at.IssueDate);
        }

        if (issueDate > _today)
        {
            return Bad("purchase-register.future", "Fecha Docto", _at.IssueDate);
        }

        var received = _fields[_at.Received];
        if (IsNone(received))
        {
            return null;
        }

        if (!DateTime.TryParseExact(received, ["dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Bad("purchase-register.date", "Fecha Recepcion", _at.Received);
        }

        receivedAt = new DateTimeOffset(local, _zone.GetUtcOffset(local));
        return null;
    }

    private ImportReason? AddOtherTax(PurchaseRegisterRow row)
    {
        var code = _fields[_at.OtherCode];
        if (IsNone(code) || code is "0")
        {
            // A value without a code cannot be booked anywhere.
            return TryAmount(_fields[_at.OtherValue], out var orphan) && orphan == 0 ? null : Bad("purchase-register.other-tax", "Valor Otro Impuesto", _at.OtherValue);
        }

        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 999)
        {
            return Bad("purchase-register.other-tax", "Codigo Otro Impuesto", _at.OtherCode);
        }

        if (!TryAmount(_fields[_at.OtherValue], out var amount))
        {
            return Bad("purchase-register.amount", "Valor Otro Impuesto", _at.OtherValue);
        }

        var rate = 0m;
        var text = _fields[_at.OtherRate];
        if (!IsNone(text) && (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out rate) || rate > 1_000))
        {
            return Bad("purchase-register.other-tax", "Tasa Otro Impuesto", _at.OtherRate);
        }

        row.OtherTaxes.Add((number, rate, Retentions.Contains(number) ? -amount : amount));
        return null;
    }

    private ImportReason Bad(string code, string field, int index, params object?[] arguments)
    {
        var value = _fields[index].ToString();
        return new ImportReason(code, field, value, [value, .. arguments]);
    }

    private PurchaseKind? KindOf(ReadOnlySpan<char> text)
    {
        if (_kindsBySpan.TryGetValue(text, out var kind))
        {
            return kind;
        }

        kind = PurchaseRegisterHeader.Normalize(text) switch
        {
            "del giro" or "giro" or "1" => PurchaseKind.Business,
            "supermercados" or "supermercado" or "supermercados o similares" or "2" => PurchaseKind.Supermarket,
            "bienes raices" or "bien raiz" or "3" => PurchaseKind.RealEstate,
            "activo fijo" or "4" => PurchaseKind.FixedAsset,
            "iva uso comun" or "5" => PurchaseKind.CommonUseVat,
            "iva no recuperable" or "sin derecho a credito" or "6" => PurchaseKind.NoCredit,
            "no corresp. incluir" or "no corresponde incluir" or "no incluir" or "7" => PurchaseKind.NotIncluded,
            _ => null,
        };
        if (_kinds.Count < 100)
        {
            _kinds[text.ToString()] = kind;
        }

        return kind;
    }

    private static bool IsNone(ReadOnlySpan<char> text) => text.IsEmpty || text is "-" || text.Equals("null", StringComparison.OrdinalIgnoreCase);

    private static bool TryAmount(ReadOnlySpan<char> text, out long amount)
    {
        amount = 0;
        return IsNone(text) || (text.Length <= 14 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out amount));
    }

    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year >= 1990;

    private sealed class Columns(PurchaseRegisterHeader header)
    {
        public readonly int Nro = header["nro"];
        public readonly int Type = header["tipo doc"];
        public readonly int Kind = header["tipo compra"];
        public readonly int Rut = header["rut proveedor"];
        public readonly int Name = header["razon social"];
        public readonly int Number = header["folio"];
        public readonly int IssueDate = header["fecha docto"];
        public readonly int Received = header["fecha recepcion"];
        public readonly int Total = header["monto total"];
        public readonly int NonRecoverableCode = header["codigo iva no rec."];
        public readonly int OtherCode = header["codigo otro impuesto"];
        public readonly int OtherValue = header["valor otro impuesto"];
        public readonly int OtherRate = header["tasa otro impuesto"];

        public readonly (string Name, int Index)[] Amounts =
        [
            ("Monto Exento", header["monto exento"]), ("Monto Neto", header["monto neto"]), ("Monto IVA Recuperable", header["monto iva recuperable"]),
            ("Monto Iva No Recuperable", header["monto iva no recuperable"]), ("Monto Total", header["monto total"]),
            ("Monto Neto Activo Fijo", header["monto neto activo fijo"]), ("IVA Activo Fijo", header["iva activo fijo"]),
            ("IVA uso Comun", header["iva uso comun"]), ("Impto. Sin Derecho a Credito", header["impto. sin derecho a credito"]),
            ("Tabacos Puros", header["tabacos puros"]), ("Tabacos Cigarrillos", header["tabacos cigarrillos"]),
            ("Tabacos Elaborados", header["tabacos elaborados"]),
        ];
    }
}
