using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Catalog;
using Ledger.Api.DataViews.Export;
using Ledger.Api.DataViews.Query;
using Ledger.Api.Identity;
using Ledger.Foundation;
using Ledger.Foundation.Texts;

namespace Ledger.Api.Tests.DataViews;

/// <summary>Exports, read back by programs that did not write them.</summary>
[Trait("row", "Q7")]
public sealed class ExportTests
{
    private static readonly Caller Person = new(7, "operador", "Ñico Pérez", "es", ViewBooks.Company, "Empresa", ["Operator"], []);
    private static readonly ViewTexts Spanish = new(new MessageCatalog().Add(typeof(DataViewTexts)), CultureInfo.GetCultureInfo("es-CL"));

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Xlsx_EveryView_IsValidTypedAndHasEveryRow(DatabaseKind kind)
    {
        await using var books = await ViewBooks.CreateAsync(kind);
        using var exporter = new ViewExporter(books.Database, books.Reader);
        foreach (var view in books.Views.All)
        {
            var all = view.Columns.Select(c => c.Name).ToList();
            var page = await books.Reader.PageAsync(view, ViewBooks.Company, new ViewQuery { Columns = all, PageSize = 500 });
            await using var content = (await exporter.ExportAsync(new ExportRequest(view, new ViewQuery { Columns = all }, ExportFormat.Xlsx), Person, Spanish, default)).Content;
            using var document = SpreadsheetDocument.Open(content, isEditable: false);

            new OpenXmlValidator().Validate(document).Select(e => $"{view.Key}: {e.Part?.Uri} {e.Description}").Should().BeEmpty();
            var rows = Rows(document, 0);
            document.WorkbookPart!.WorksheetParts.First().Worksheet.Descendants<CellFormula>().Should().BeEmpty();
            for (var i = 0; i < page.Rows.Count; i++)
            {
                for (var c = 0; c < all.Count; c++)
                {
                    Same(rows[i + 1].GetValueOrDefault(c), page.Columns[c], page.Rows[i].Values[c]).Should().BeTrue($"{view.Key}.{all[c]} row {i}: {page.Rows[i].Values[c]}");
                }
            }
        }
    }

    [Fact]
    public async Task Xlsx_TextThatLooksLikeAFormula_StaysTextAndTotalsAreExactByCurrency()
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite);
        using var exporter = new ViewExporter(books.Database, books.Reader);
        var view = books.Views.Find("suppliers")!;
        await using var content = (await exporter.ExportAsync(new ExportRequest(view, new ViewQuery(), ExportFormat.Xlsx), Person, Spanish, default)).Content;
        using var document = SpreadsheetDocument.Open(content, isEditable: false);
        var rows = Rows(document, 0);
        var totals = (await books.Reader.TotalsAsync(view, ViewBooks.Company, new ViewQuery())).Sums;

        var formula = rows.SelectMany(r => r.Values).Where(c => c.InnerText == "=1+1").ToList();
        formula.Should().NotBeEmpty().And.OnlyContain(c => c.DataType!.Value == CellValues.InlineString);
        rows[^totals.Count..].Select(r => r[4].CellValue!.Text).Should().Equal(totals.Select(t => t.Value.ToString(CultureInfo.InvariantCulture)));
        var sheet = document.WorkbookPart!.WorksheetParts.First().Worksheet;
        sheet.Descendants<Pane>().Single().State!.Value.Should().Be(PaneStateValues.Frozen);
        sheet.Elements<AutoFilter>().Single().Reference!.Value.Should().StartWith("A1:").And.EndWith((rows.Count - totals.Count).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Xlsx_MoreRowsThanASheetHolds_GoOnInTheNextWithTheHeadings()
    {
        var view = new DataViewRegistry(ShippedViews.All).Find("audit-trail")!;
        var columns = view.Columns.Take(1).ToList();
        using var file = new MemoryStream();
        using (var writer = new XlsxRowWriter(new ExportSheet(view, columns, Spanish, new ViewFormat(Spanish), "CLP", ""), file, rowsMax: 10))
        {
            for (var i = 1L; i <= 25; i++)
            {
                writer.Write([i]);
            }

            writer.End(new ViewTotals(25, []));
        }

        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        new OpenXmlValidator().Validate(document).Should().BeEmpty();
        var sheets = document.WorkbookPart!.Workbook.Descendants<Sheet>().Select(s => s.Name!.Value).ToList();
        sheets.Should().Equal("Auditoría", "Auditoría (2)", "Auditoría (3)");
        Enumerable.Range(0, 3).SelectMany(i => Rows(document, i).Skip(1)).Select(r => r[0].CellValue!.Text).Should().Equal(Enumerable.Range(1, 25).Select(i => $"{i}"));
    }

    [Theory]
    [InlineData(false, ';', "\"'=1+1")]
    [InlineData(true, ',', "'=1+1")]
    public async Task Csv_InTheCultureOrInvariant_HasMarkSeparatorsAndNoFormula(bool invariant, char separator, string formula)
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite);
        using var exporter = new ViewExporter(books.Database, books.Reader);
        var view = books.Views.Find("suppliers")!;
        await using var content = (await exporter.ExportAsync(new ExportRequest(view, new ViewQuery { Columns = ["supplierCode", "supplierName", "createdAt", "balance"] }, ExportFormat.Csv, invariant), Person, Spanish, default)).Content;
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes);
        var text = Encoding.UTF8.GetString(bytes);

        bytes[..3].Should().Equal(0xEF, 0xBB, 0xBF);
        var lines = text[1..].Split("\r\n");
        lines[0].Should().Be(string.Join(separator, invariant ? (string[])["supplierCode", "supplierName", "createdAt", "balance", "currency"] : ["Proveedor", "Razón social", "Creado el", "Saldo", "Moneda"]));
        text.Should().Contain(formula.TrimStart('"')).And.NotContain(separator + "=1+1");
        if (invariant)
        {
            lines[1].Should().MatchRegex(@"2026-03-0\dT\d\d:\d\d:\d\d-03:00,-?\d+(\.\d+)?,");
        }
        else
        {
            text.Should().Contain("\"O'Higgins; drop table users\"");
        }
    }

    [Fact]
    public async Task Html_WithTextsFromOutside_EncodesThem()
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite);
        using var exporter = new ViewExporter(books.Database, books.Reader);
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("update suppliers set name = $1", "<script>alert(1)</script>"));
        await using var content = (await exporter.ExportAsync(new ExportRequest(books.Views.Find("suppliers")!, new ViewQuery(), ExportFormat.Html), Person, Spanish, default)).Content;
        using var reader = new StreamReader(content);
        var page = await reader.ReadToEndAsync();

        page.Should().NotContain("<script>").And.Contain("&lt;script&gt;").And.Contain("Total CLP").And.Contain("Proveedores y saldos");
    }

    [Fact]
    public async Task Export_EachTime_IsAuditedWithWhatWasAsked()
    {
        await using var books = await ViewBooks.CreateAsync(DatabaseKind.Sqlite);
        using var exporter = new ViewExporter(books.Database, books.Reader);
        var query = new ViewQuery { Filter = new ViewFilter.Comparison("supplierCode", FilterOperator.Eq, ["P-000"]) };
        await books.Database.WriteAsync(tx => tx.ExecuteAsync("delete from audit_entries"));
        await using var content = (await exporter.ExportAsync(new ExportRequest(books.Views.Find("suppliers")!, query, ExportFormat.Csv), Person, Spanish, default)).Content;

        var entries = await books.Database.QueryAsync("select action, subject_id, user_name, detail from audit_entries", r => (r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3)));
        entries.Should().ContainSingle();
        (entries[0].Item1, entries[0].Item2, entries[0].Item3).Should().Be(("view.exported", "suppliers", "operador"));
        entries[0].Item4.Should().Contain("Csv").And.Contain("P-000");
    }

    [Fact]
    public void Xlsx_Of100000Rows_NeedsNoMoreMemoryThanAFewRows()
    {
        var view = new DataViewRegistry(ShippedViews.All).Find("purchase-documents")!;
        var columns = view.Columns.Where(c => c.IsVisible).ToList();
        object?[] row = [.. columns.Select(c => c.Type switch
        {
            ColumnType.Date => (object)new DateOnly(2026, 3, 15),
            ColumnType.Amount => 1234567.89m,
            ColumnType.Number => 4711L,
            ColumnType.Flag => true,
            ColumnType.Choice => Enum.GetNames(c.Choice!)[0],
            _ => "Comercial Ñandú & Cía",
        })];
        var path = Path.GetTempFileName();
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose))
        {
            using var writer = new XlsxRowWriter(new ExportSheet(view, columns, Spanish, new ViewFormat(Spanish), "CLP", ""), file);
            var most = 0L;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var i = 0; i < 100_000; i++)
            {
                writer.Write(row);
                if (i % 10_000 == 0)
                {
                    most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            }

            writer.End(new ViewTotals(100_000, []));
            // The uncompressed sheet is some 80 MB; what is alive must not grow with it.
            most.Should().BeLessThan(8 * 1024 * 1024);
            file.Length.Should().BeGreaterThan(1_000_000);
        }
    }

    private static List<Dictionary<int, Cell>> Rows(SpreadsheetDocument document, int sheet)
    {
        var id = document.WorkbookPart!.Workbook.Descendants<Sheet>().ElementAt(sheet).Id!.Value!;
        return [.. ((WorksheetPart)document.WorkbookPart.GetPartById(id)).Worksheet.Descendants<Row>()
            .Select(r => r.Elements<Cell>().ToDictionary(c => Column(c.CellReference!.Value!)))];
    }

    private static int Column(string reference) => reference.TakeWhile(char.IsLetter).Aggregate(0, (n, c) => (n * 26) + c - 'A' + 1) - 1;

    private static bool Same(Cell? cell, ViewColumn column, object? value) => value switch
    {
        null => cell is null,
        decimal amount => cell!.DataType is null && decimal.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture) == amount && cell.StyleIndex!.Value is 7 or (>= 9 and <= 11),
        long number when column.Type == ColumnType.Number => cell!.DataType is null && cell.CellValue!.Text == number.ToString(CultureInfo.InvariantCulture),
        DateOnly day => cell!.DataType is null && cell.StyleIndex!.Value == 4 && DateOnly.FromDateTime(DateTime.FromOADate(int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture))) == day,
        DateTimeOffset moment => cell!.StyleIndex!.Value == 5 && Math.Abs((DateTime.FromOADate(double.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)) - moment.DateTime).TotalSeconds) < 1,
        bool flag => cell!.DataType!.Value == CellValues.Boolean && cell.CellValue!.Text == (flag ? "1" : "0"),
        _ => cell!.DataType!.Value == CellValues.InlineString && cell.InnerText == new ViewFormat(Spanish).Display(column, value),
    };
}
