using System.Globalization;
using System.Text;
using Ledger.Domain.Imports;
using Ledger.Domain.Imports.PurchaseRegister;
using Ledger.Domain.Parameters;
using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;
using Ledger.Domain.Suppliers;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests.Imports;

/// <summary>The purchase register with every trap of formats.md §4, on both databases.</summary>
public abstract class PurchaseRegisterImporterContract(DatabaseKind kind)
{
    private const string Register =
        "Nro;Tipo Doc;Tipo Compra;RUT Proveedor;Razon Social;Folio;Fecha Docto;Fecha Recepcion;Fecha Acuse;Monto Exento;Monto Neto;Monto IVA Recuperable;"
        + "Monto Iva No Recuperable;Codigo IVA No Rec.;Monto Total;Monto Neto Activo Fijo;IVA Activo Fijo;IVA uso Comun;Impto. Sin Derecho a Credito;"
        + "IVA No Retenido;Tabacos Puros;Tabacos Cigarrillos;Tabacos Elaborados;NCE o NDE sobre Fact. de Compra;Codigo Otro Impuesto;Valor Otro Impuesto;Tasa Otro Impuesto";

    private static readonly string NotIncluded = Register.Replace("Tabacos Puros;Tabacos Cigarrillos;Tabacos Elaborados;", "");
    private static readonly string Claimed = NotIncluded.Replace("Fecha Acuse", "Fecha Reclamo");
    private static readonly string Pending = NotIncluded.Replace("Fecha Acuse;", "");

    [Fact]
    public async Task Run_RegisterRows_AreDocumentsWithInstallmentsAndBalances()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var batch = await RunAsync(books, Register,
            Row(1, folio: 10, net: 1000, vat: 190, total: 1190),
            Row(2, type: 61, folio: 11, net: 100, vat: 19, total: 119));

        batch.Should().BeEquivalentTo(new { Rows = 2, Accepted = 1, Warned = 1, Rejected = 0, State = ImportState.Completed });
        var documents = await books.ReadAsync(db => db.Set<PurchaseDocument>().OrderBy(d => d.Number).ToListAsync());
        documents[0].Should().BeEquivalentTo(new
        {
            Kind = DocumentKind.Invoice,
            State = DocumentState.Pending,
            Total = 1190m,
            OpenAmount = 1190m,
            Net = 1000m,
            VatRecoverable = 190m,
            Currency = "CLP",
            ExchangeRate = 1m,
            PurchaseKind = PurchaseKind.Business,
            RegisterTab = RegisterTab.Register,
            PaymentAuthorization = PaymentAuthorization.Pending,
        });
        documents[1].Should().BeEquivalentTo(new { Kind = DocumentKind.CreditNote, State = DocumentState.OnAccount, Total = 119m });
        documents[0].ReceivedAt.Should().Be(new DateTimeOffset(2026, 5, 11, 13, 55, 53, TimeSpan.Zero), "the file says 09:55:53 in Chile");
        var installments = await books.ReadAsync(db => db.Set<Installment>().OrderBy(i => i.DueDate).ToListAsync());
        installments.Select(i => i.DueDate).Should().Equal([new DateOnly(2026, 5, 10), new DateOnly(2026, 6, 9)], "a note is due at once, an invoice after 30 days");
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(1071m);
        (await books.ReadAsync(db => db.Set<Supplier>().SingleAsync())).Should().BeEquivalentTo(new { Rut = "12345678-5", Name = "Proveedor Uno", Code = "000001" });
        (await books.AuditAsync()).Should().Contain(["import.started", "supplier.imported", "purchase-document.imported", "import.completed"]); // W14
    }

    [Fact]
    public async Task Run_SameFileTwice_ChangesNothing() // T1
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        string[] rows = [Row(1, folio: 10), Row(2, folio: 11)];
        await RunAsync(books, Register, rows);

        var again = await RunAsync(books, Register, rows);

        again.Should().BeEquivalentTo(new { Rows = 2, Unchanged = 2, Accepted = 0, Warned = 0, Rejected = 0 });
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(2380m);
    }

    [Fact]
    public async Task Run_ChangedAmounts_AreTakenWhileUntouchedAndRejectedAfter()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        await RunAsync(books, Register, Row(1, folio: 10), Row(2, folio: 11));
        var used = await books.ReadAsync(db => db.Set<PurchaseDocument>().Where(d => d.Number == 11).Select(d => d.Id).SingleAsync());
        await books.WriteAsync(session => session.Transaction.ExecuteAsync("update purchase_documents set mass_payment_id = 1 where id = $1", used));

        var batch = await RunAsync(books, Register, Row(1, folio: 10, net: 2000, vat: 380, total: 2380), Row(2, folio: 11, net: 2000, vat: 380, total: 2380));

        batch.Should().BeEquivalentTo(new { Warned = 1, Rejected = 1 });
        (await CodesAsync(books, batch)).Should().Equal("purchase-register.changed", "purchase-register.changed-but-used");
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().OrderBy(d => d.Number).Select(d => d.OpenAmount).ToListAsync())).Should().Equal(2380m, 1190m);
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(3570m);
    }

    [Fact]
    public async Task Run_OnlyTheDateChanged_DoesNotSpeakOfTheTotal()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var row = Row(1, folio: 10);
        await RunAsync(books, Register, row);
        var issued = (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).IssueDate;
        var earlier = row.Replace(issued.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), issued.AddDays(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var batch = await RunAsync(books, Register, earlier);

        (await CodesAsync(books, batch)).Should().Equal("purchase-register.details-changed");
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).IssueDate.Should().Be(issued.AddDays(-1));
    }

    [Fact]
    public async Task Run_ContinuationRows_BelongToTheRowAbove()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var batch = await RunAsync(books, Register,
            Row(1, folio: 10, net: 1000, vat: 190, total: 1290, tail: "27;60;10"),
            ";33;;12345678-5;;10;;;;;;;;;;;;;;;;;;;28;40;2.967999999;",
            ";33;;12345678-5;;99;;;;;;;;;;;;;;;;;;;28;40;3;");

        batch.Should().BeEquivalentTo(new { Rows = 2, Warned = 1, Rejected = 1 });
        (await CodesAsync(books, batch)).Should().Contain("purchase-register.continuation");
        var taxes = await books.ReadAsync(db => db.Set<DocumentOtherTax>().OrderBy(t => t.Code).ToListAsync());
        taxes.Select(t => (t.Code, t.Rate, t.Amount)).Should().Equal((27, 10m, 60m), (28, 2.968m, 40m));
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).OtherTaxes.Should().Be(100m);
    }

    [Fact]
    public async Task Run_RetentionOfAPurchaseInvoice_LowersTheTotal() // the certification set: type 46, code 15
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var batch = await RunAsync(books, Register, Row(1, type: 46, folio: 9, net: 10632, vat: 2020, total: 10632, tail: "15;2020;19"));

        batch.Rejected.Should().Be(0);
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).OtherTaxes.Should().Be(-2020m);
    }

    [Theory]
    [InlineData("12345678-4", "33", "10/05/2026", "1190", "purchase-register.rut")]
    [InlineData("-", "33", "10/05/2026", "1190", "purchase-register.rut")]
    [InlineData("12345678-5", "39", "10/05/2026", "1190", "purchase-register.type")]
    [InlineData("12345678-5", "\"\"", "10/05/2026", "1190", "purchase-register.type")]
    [InlineData("12345678-5", "33", "31/02/2026", "1190", "purchase-register.date")]
    [InlineData("12345678-5", "33", "16/06/2026", "1190", "purchase-register.future")]
    [InlineData("12345678-5", "33", "10/05/2026", "1191", "purchase-register.total")]
    [InlineData("12345678-5", "33", "10/05/2026", "1.190", "purchase-register.amount")]
    [InlineData("12345678-5", "33", "10/05/2026", "-1190", "purchase-register.amount")]
    public async Task Run_BadField_IsRejectedWithItsReason(string rut, string type, string date, string total, string code)
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var batch = await RunAsync(books, Register,
            $"1;{type};Del Giro;{rut};Uno;10;{date};;;0;1000;190;;;{total};;;;;0;;;;0;;;;", Row(2, folio: 11));

        batch.Should().BeEquivalentTo(new { Rows = 2, Rejected = 1, State = ImportState.Completed });
        var line = await books.ReadAsync(db => db.Set<ImportLine>().SingleAsync(l => l.BatchId == batch.Id && l.Verdict == ImportVerdict.Rejected));
        line.Should().BeEquivalentTo(new { Code = code, LineNumber = 2 });
        line.Field.Should().NotBeNull();
    }

    [Fact]
    public async Task Run_DuplicateInFileQuotesColumnsAndNul_AreRejectedLineByLine()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        var batch = await RunAsync(books, Register,
            Row(1, folio: 10), Row(2, folio: 10), Row(3, folio: 11, name: "\"Sin cierre"), "4;33;Del Giro", Row(5, folio: 12, name: "A\0B"),
            Row(6, folio: 13) + "x", Row(7, folio: 14, name: new string('x', 20_000)), Row(8, folio: 15));

        (await books.ReadAsync(db => db.Set<ImportLine>().Where(l => l.BatchId == batch.Id && l.Verdict == ImportVerdict.Rejected).OrderBy(l => l.LineNumber)
            .Select(l => new { l.LineNumber, l.Code }).ToListAsync())).Select(l => (l.LineNumber, l.Code)).Should().Equal(
            (3, "purchase-register.duplicate"), (4, "import.quotes"), (5, "import.columns"), (6, "import.nul"), (7, "import.columns"), (8, "import.line-too-long"));
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(2);
    }

    [Fact]
    public async Task Run_NamesWithFormulasQuotesSpacesAndAccents_AreKeptAsText()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var utf8 = Encoding.UTF8.GetBytes($"{Register}\r\n{Row(1, folio: 1, rut: "10000004-0", name: "  Peñaflor y Cía.  ")}\r\n");
        var latin = Encoding.Latin1.GetBytes($"{Row(2, folio: 2, rut: "1000005-K", name: "Ñandú")}\r\n{Row(3, folio: 3, rut: "76235291-5", name: "=cmd|' /C calc'!A0")}\r\n");
        byte[] content = [0xEF, 0xBB, 0xBF, .. utf8, .. latin];

        await new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(ImportFile.InMemory("r.csv", content));

        (await books.ReadAsync(db => db.Set<Supplier>().OrderBy(s => s.Code).Select(s => s.Name).ToListAsync()))
            .Should().Equal("Peñaflor y Cía.", "Ñandú", "=cmd|' /C calc'!A0");
        SpreadsheetText.Escape("=cmd|' /C calc'!A0").Should().Be("'=cmd|' /C calc'!A0");
        SpreadsheetText.Escape("-12.5").Should().Be("-12.5");
    }

    [Fact]
    public async Task Run_OtherTabs_HaveTheirOwnRules()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);

        await RunAsync(books, NotIncluded, Short(1, 10, "11/05/2026"));
        await RunAsync(books, Claimed, Short(1, 11, "null"));
        var pending = await RunAsync(books, Pending, Short(1, 12, null));

        (await CodesAsync(books, pending)).Should().Equal("purchase-register.not-accepted");
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().OrderBy(d => d.Number).ToListAsync())).Should().BeEquivalentTo(
            [
                new { RegisterTab = RegisterTab.NotIncluded, State = DocumentState.Pending, PurchaseKind = PurchaseKind.NotIncluded, OpenAmount = 1190m },
                new { RegisterTab = RegisterTab.Claimed, State = DocumentState.Annulled, PurchaseKind = PurchaseKind.Business, OpenAmount = 0m },
                new { RegisterTab = RegisterTab.Pending, State = DocumentState.Pending, PurchaseKind = PurchaseKind.Business, OpenAmount = 1190m },
            ]);
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(2380m, "what is claimed is not owed");
    }

    [Fact]
    public async Task Run_PendingThenClaimed_IsNoLongerPayable()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        await RunAsync(books, Pending, Short(1, 12, null));

        await RunAsync(books, Claimed, Short(1, 12, "12/05/2026 09:47:23"));
        var back = await RunAsync(books, Register, Row(1, folio: 12));

        var document = await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync());
        document.Should().BeEquivalentTo(new { State = DocumentState.Annulled, OpenAmount = 0m, RegisterTab = RegisterTab.Claimed });
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(0m);
        (await CodesAsync(books, back)).Should().Equal("purchase-register.was-claimed");
    }

    [Fact]
    public async Task Run_PendingThenRegister_MovesTheTab()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        await RunAsync(books, Pending, Short(1, 12, null));

        var batch = await RunAsync(books, Register, Row(1, folio: 12));

        batch.Accepted.Should().Be(1);
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().SingleAsync())).RegisterTab.Should().Be(RegisterTab.Register);
    }

    [Fact]
    public async Task Run_ClosedDay_IsRejected()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        await books.WriteAsync(session => new ParameterService(session).SetAsync(new PurchasingParameters { InvoicesClosedThrough = new DateOnly(2026, 5, 10) }));

        var batch = await RunAsync(books, Register, Row(1, folio: 12));

        (await CodesAsync(books, batch)).Should().Equal("purchase-register.closed");
    }

    [Fact]
    public async Task Check_SameFile_SaysWhatRunDoesAndWritesNothing() // T1
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var file = File(Register, Row(1, folio: 10), Row(2, folio: 11), Row(3, folio: 10), Row(4, folio: 12, rut: "12345678-4"));

        var preview = await new PurchaseRegisterImporter(books.Database, books.Actor).CheckAsync(file);

        preview.Should().BeEquivalentTo(new { Rows = 4, Accepted = 1, Warned = 1, Rejected = 2, Unchanged = 0 });
        preview.Lines.Select(l => (l.Line, l.Reason.Code)).Should().Equal(
            (2, "purchase-register.new-supplier"), (4, "purchase-register.duplicate"), (5, "purchase-register.rut"));
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(0);
        (await books.ReadAsync(db => db.Set<ImportBatch>().CountAsync())).Should().Be(0);
    }

    [Theory]
    [InlineData("r.csv", "Nro;Tipo Doc;Tipo Venta;Rut cliente;Razon Social;Folio", "purchase-register.sales")]
    [InlineData("r.csv", "Nro;Tipo Doc;Folio", "purchase-register.column-missing")]
    [InlineData("r.csv", "hola", "purchase-register.column-missing")]
    [InlineData("r.csv", "", "import.empty")]
    [InlineData("r.csv", "+Columna Nueva", "purchase-register.column-unknown")]
    [InlineData("RCV_COMPRA_REGISTRO_60803000-K_202605.csv", "+", "purchase-register.other-company")]
    public async Task Run_WrongFile_IsRefusedAndNothingIsWritten(string name, string header, string code)
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var file = File(header.StartsWith('+') ? $"{Register};{header[1..]}" : header, Row(1, folio: 10)) with { Name = name };

        var act = () => new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(file);

        await act.ShouldRefuseAsync(code);
        (await books.ReadAsync(db => db.Set<ImportBatch>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Run_HeaderInOtherOrderCaseAndSpacing_IsUnderstood()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var header = Register.ToUpperInvariant().Replace("RAZON SOCIAL", " Razón   Social ").Replace(";", " ; ");

        var batch = await RunAsync(books, header, Row(1, folio: 10));

        batch.Should().BeEquivalentTo(new { Rows = 1, Rejected = 0 });
    }

    [Fact]
    public async Task Run_CancelledInTheMiddle_GoesOnWhereItWas() // T1
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var limits = new ImportLimits { ChunkLines = 10 };
        var file = File(Register, [.. Enumerable.Range(1, 95).Select(i => Row(i, folio: i))]);
        using var stop = new CancellationTokenSource();
        var progress = new Progress(p =>
        {
            if (p.Lines >= 30)
            {
                stop.Cancel();
            }
        });

        var cancelled = () => new PurchaseRegisterImporter(books.Database, books.Actor, limits).RunAsync(file, progress, stop.Token);
        await cancelled.Should().ThrowAsync<OperationCanceledException>();
        var middle = await books.ReadAsync(db => db.Set<ImportBatch>().SingleAsync());
        var id = await new PurchaseRegisterImporter(books.Database, books.Actor, limits).RunAsync(file);

        middle.State.Should().Be(ImportState.Cancelled);
        middle.Rows.Should().BeInRange(30, 60);
        id.Should().Be(middle.Id, "the same import goes on");
        var batch = await books.ReadAsync(db => db.Set<ImportBatch>().SingleAsync());
        batch.Should().BeEquivalentTo(new { Rows = 95, Rejected = 0, Unchanged = 0, State = ImportState.Completed });
        (await books.ReadAsync(db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(95);
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(95 * 1190m);
    }

    [Fact]
    public async Task Run_TwoImportsAtOnce_TakeEachDocumentOnce()
    {
        await using var books = await LedgerBooks.OpenAsync(kind);
        var limits = new ImportLimits { ChunkLines = 20 };
        var first = File(Register, [.. Enumerable.Range(1, 200).Select(i => Row(i, folio: i))]);
        var second = File(Register, [.. Enumerable.Range(1, 200).Select(i => Row(i, folio: 201 - i))]);

        await Task.WhenAll(
            new PurchaseRegisterImporter(books.Database, books.Actor, limits).RunAsync(first),
            new PurchaseRegisterImporter(books.Database, books.Actor, limits).RunAsync(second));

        (await books.ReadAsync(db => db.Set<PurchaseDocument>().CountAsync())).Should().Be(200);
        (await books.ReadAsync(db => db.Set<Supplier>().CountAsync())).Should().Be(1);
        (await books.ReadAsync(db => db.Set<SupplierBalance>().SingleAsync())).Balance.Should().Be(200 * 1190m);
    }

    internal static string Row(
        int nro, int type = 33, long folio = 1, string rut = "12345678-5", string name = "Proveedor Uno", long net = 1000, long vat = 190, long total = 1190, string tail = ";;") =>
        $"{nro};{type};Del Giro;{rut};{name};{folio};10/05/2026;11/05/2026 09:55:53;;0;{net};{vat};;;{total};;;;;0;;;;0;{tail};";

    private static string Short(int nro, long folio, string? date) =>
        $"{nro};33;Del Giro;12345678-5;Proveedor Uno;{folio};10/05/2026;11/05/2026 09:55:53;{(date is null ? "" : date + ";")}0;1000;190;;;1190;;;;;0;0;;;;";

    internal static ImportFile File(string header, params string[] rows) =>
        ImportFile.InMemory("r.csv", Encoding.Latin1.GetBytes(string.Join('\n', [header, .. rows])));

    internal static string RegisterHeader => Register;

    private static async Task<ImportBatch> RunAsync(LedgerBooks books, string header, params string[] rows)
    {
        var id = await new PurchaseRegisterImporter(books.Database, books.Actor).RunAsync(File(header, rows));
        return await books.ReadAsync(db => db.Set<ImportBatch>().SingleAsync(b => b.Id == id));
    }

    private static Task<List<string?>> CodesAsync(LedgerBooks books, ImportBatch batch) => books.ReadAsync(
        db => db.Set<ImportLine>().Where(l => l.BatchId == batch.Id && l.Code != "purchase-register.new-supplier" && l.Code != null)
            .OrderBy(l => l.LineNumber).Select(l => l.Code).ToListAsync());

    private sealed class Progress(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}

public sealed class SqlitePurchaseRegisterImporterTests() : PurchaseRegisterImporterContract(DatabaseKind.Sqlite);

public sealed class PostgreSqlPurchaseRegisterImporterTests() : PurchaseRegisterImporterContract(DatabaseKind.PostgreSql);
