using System.Globalization;
using System.Text;

namespace Ledger.EndToEnd.Books;

/// <summary>Purchase registers of the tax authority, as the test's company would download them.</summary>
internal static class Register
{
    public const int SuppliersPerFile = 10;

    private const string Header =
        "Nro;Tipo Doc;Tipo Compra;RUT Proveedor;Razon Social;Folio;Fecha Docto;Fecha Recepcion;Fecha Acuse;Monto Exento;Monto Neto;Monto IVA Recuperable;"
        + "Monto Iva No Recuperable;Codigo IVA No Rec.;Monto Total;Monto Neto Activo Fijo;IVA Activo Fijo;IVA uso Comun;Impto. Sin Derecho a Credito;"
        + "IVA No Retenido;Tabacos Puros;Tabacos Cigarrillos;Tabacos Elaborados;NCE o NDE sobre Fact. de Compra;Codigo Otro Impuesto;Valor Otro Impuesto;Tasa Otro Impuesto";

    /// <summary>A month's file: invoices of suppliers whom nobody knows yet.</summary>
    public static (string Name, byte[] Content) File(int number, int rows)
    {
        var day = DateOnly.FromDateTime(DateTime.UtcNow).AddMonths(-2);
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i < rows; i++)
        {
            var net = 10_000 + i;
            var vat = (int)decimal.Round(net * 0.19m, 0);
            var supplier = (number * SuppliersPerFile) + (i % SuppliersPerFile);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1};33;Del Giro;{Rut.Of(79_000_000 + supplier)};IMPORTADO {supplier};{i + 1};")
                .Append(CultureInfo.InvariantCulture, $"{day:dd/MM/yyyy};{day:dd/MM/yyyy} 10:00:00;;0;{net};{vat};;;{net + vat};;;;;0;;;;0;;;\n");
        }

        return ($"RCV_COMPRA_REGISTRO_76192083-9_{day.ToString("yyyyMM", CultureInfo.InvariantCulture)}.csv", Encoding.Latin1.GetBytes(text.ToString()));
    }
}
