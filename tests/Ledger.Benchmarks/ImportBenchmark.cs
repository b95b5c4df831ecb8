using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Domain;
using Ledger.Domain.Companies;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Foundation;

namespace Ledger.Benchmarks;

/// <summary>Import of 100,000 lines of a purchase register by 2,000 suppliers, against reading and splitting the same file.</summary>
public sealed class ImportBenchmark : IBenchmark
{
    private const int Lines = 100_000;
    private const int Suppliers = 2_000;

    private const string Header =
        "Nro;Tipo Doc;Tipo Compra;RUT Proveedor;Razon Social;Folio;Fecha Docto;Fecha Recepcion;Fecha Acuse;Monto Exento;Monto Neto;"
        + "Monto IVA Recuperable;Monto Iva No Recuperable;Codigo IVA No Rec.;Monto Total;Monto Neto Activo Fijo;IVA Activo Fijo;IVA uso Comun;"
        + "Impto. Sin Derecho a Credito;IVA No Retenido;Tabacos Puros;Tabacos Cigarrillos;Tabacos Elaborados;NCE o NDE sobre Fact. de Compra;"
        + "Codigo Otro Impuesto;Valor Otro Impuesto;Tasa Otro Impuesto";

    /// <inheritdoc/>
    public string Name => "import";

    /// <inheritdoc/>
    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        var file = Path.Combine(folder.Path, "register.csv");
        await WriteAsync(file);
        await using var database = new LedgerDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder.Path, "ledger.db")));
        await SchemaMigrator.MigrateAsync(database, [c => new LedgerDb(LedgerDbContext.Options<LedgerDb>(DatabaseKind.Sqlite, c, LedgerDb.HistoryTable))]);
        var actor = new Actor(1, 1, "bench");
        await database.WriteAsync(actor, async session =>
        {
            session.Db.Add(new Company { Id = 1, Rut = "76192083-9", Name = "Bench", LocalCurrency = "CLP", ForeignCurrency = "USD" });
            session.Db.Add(new Branch { Id = 1, CompanyId = 1, Code = 1, Name = "Santiago", IsHeadOffice = true });
            await session.SaveAsync();
        });

        var split = Split(file);
        var watch = Stopwatch.StartNew();
        await new PurchaseRegisterImporter(database, actor).RunAsync(ImportFile.OnDisk(file));
        var import = watch.Elapsed;
        var stored = (await database.QueryAsync("select count(*) from purchase_documents", row => row.GetInt64(0)))[0];
        if (stored != Lines)
        {
            throw new InvalidOperationException($"{stored} documents were stored of {Lines}.");
        }

        report.AddValue("import: register lines", Lines / import.TotalSeconds, "lines/s", 20_000, largerIsBetter: true);
        report.AddInfo("import: reading and splitting the same file", Lines / split.TotalSeconds, "lines/s");
        report.AddInfo("import: times longer than reading and splitting", import / split, "x");
        watch.Restart();
        await new PurchaseRegisterImporter(database, actor).RunAsync(ImportFile.OnDisk(file));
        report.AddInfo("import: the same file again, all unchanged", Lines / watch.Elapsed.TotalSeconds, "lines/s");
    }

    private static TimeSpan Split(string file)
    {
        var watch = Stopwatch.StartNew();
        var fields = 0L;
        foreach (var line in File.ReadLines(file, Encoding.Latin1))
        {
            fields += line.Split(';').Length;
        }

        return fields > Lines ? watch.Elapsed : throw new InvalidOperationException("Nothing was split.");
    }

    private static async Task WriteAsync(string file)
    {
        await using var writer = new StreamWriter(file, append: false, Encoding.Latin1);
        await writer.WriteLineAsync(Header);
        for (var i = 0; i < Lines; i++)
        {
            var body = 10_000_000 + (i % Suppliers);
            var net = 10_000 + (i % 90_000);
            var vat = net * 19 / 100;
            await writer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{i + 1};33;Del Giro;{body}-{CheckDigit(body)};Proveedor número {i % Suppliers};{i + 1};{(i % 28) + 1:00}/10/2026;{(i % 28) + 1:00}/10/2026 10:00:00;;0;{net};{vat};;;{net + vat};;;;;0;;;;0;;;;"));
        }
    }

    // Modulus 11 with weights 2 to 7 from the units.
    private static char CheckDigit(int body)
    {
        var sum = 0;
        for (var (rest, weight) = (body, 2); rest > 0; rest /= 10, weight = weight == 7 ? 2 : weight + 1)
        {
            sum += rest % 10 * weight;
        }

        return (11 - (sum % 11)) switch { 11 => '0', 10 => 'K', var digit => (char)('0' + digit) };
    }
}
