using System.Globalization;
using System.Text;
using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>The columns of a register file by their names, however they are spaced, cased or accented (formats.md §4).</summary>
internal sealed class PurchaseRegisterHeader
{
    private static readonly string[] Required =
    [
        "tipo doc", "tipo compra", "rut proveedor", "razon social", "folio", "fecha docto", "fecha recepcion", "monto exento", "monto neto",
        "monto iva recuperable", "monto iva no recuperable", "codigo iva no rec.", "monto total", "monto neto activo fijo", "iva activo fijo",
        "iva uso comun", "impto. sin derecho a credito", "iva no retenido", "nce o nde sobre fact. de compra", "codigo otro impuesto",
        "valor otro impuesto", "tasa otro impuesto",
    ];

    private static readonly string[] Optional =
        ["nro", "fecha acuse", "fecha reclamo", "tabacos puros", "tabacos cigarrillos", "tabacos elaborados"];

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    private PurchaseRegisterHeader(RegisterTab tab, Dictionary<string, int> columns, int count)
    {
        Tab = tab;
        _columns = columns;
        Count = count;
    }

    /// <summary>The tab the file was downloaded from.</summary>
    public RegisterTab Tab { get; }

    /// <summary>How many columns there are.</summary>
    public int Count { get; }

    /// <summary>The place of a column; -1 when the tab has none of that name.</summary>
    public int this[string name] => _columns.GetValueOrDefault(name, -1);

    /// <summary>Reads a header.</summary>
    /// <exception cref="DomainException">It is that of a sales file, misses a column, has one twice or one that is not known.</exception>
    public static PurchaseRegisterHeader Read(string header)
    {
        var line = new DelimitedLine();
        if (!line.TrySplit(header))
        {
            throw new DomainException("import.quotes", "A quote of the header is not closed.", 1);
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < line.Count; i++)
        {
            var name = Normalize(line[i]);
            if (name.Length > 0 && !columns.TryAdd(name, i))
            {
                throw new DomainException("purchase-register.column-twice", $"The header has the column '{name}' twice.", name);
            }
        }

        if (columns.ContainsKey("tipo venta") || columns.ContainsKey("rut cliente"))
        {
            throw new DomainException("purchase-register.sales", "This is a file of sales, not of purchases.");
        }

        if (Required.FirstOrDefault(name => !columns.ContainsKey(name)) is { } missing)
        {
            throw new DomainException("purchase-register.column-missing", $"The header has no column '{missing}'.", missing);
        }

        if (columns.Keys.FirstOrDefault(name => !Required.Contains(name) && !Optional.Contains(name)) is { } unknown)
        {
            throw new DomainException("purchase-register.column-unknown", $"The header has the column '{unknown}', which no tab of the register has.", unknown);
        }

        return new PurchaseRegisterHeader(TabOf(columns), columns, columns.Values.Max() + 1);
    }

    /// <summary>A text in lower case, without accents, with single spaces.</summary>
    public static string Normalize(ReadOnlySpan<char> text)
    {
        var normalized = text.ToString().Normalize(NormalizationForm.FormD);
        var result = new StringBuilder(normalized.Length);
        foreach (var c in normalized)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || (char.IsWhiteSpace(c) && (result.Length == 0 || result[^1] == ' ')))
            {
                continue;
            }

            result.Append(char.IsWhiteSpace(c) ? ' ' : char.ToLowerInvariant(c));
        }

        return result.ToString().TrimEnd();
    }

    private static RegisterTab TabOf(Dictionary<string, int> columns)
    {
        if (columns.ContainsKey("fecha reclamo"))
        {
            return RegisterTab.Claimed;
        }

        if (!columns.ContainsKey("fecha acuse"))
        {
            return RegisterTab.Pending;
        }

        return columns.ContainsKey("tabacos puros") ? RegisterTab.Register : RegisterTab.NotIncluded;
    }
}
