using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Export;

/// <summary>
/// A spreadsheet (Office Open XML), written cell by cell straight into the archive: a million rows need no more memory than
/// ten. Cells are typed (text, number, date, yes or no) and never formulas; a sheet that is full goes on in the next.
/// </summary>
/// <remarks>
/// Written with <see cref="XmlWriter"/> and not through DocumentFormat.OpenXml: its packages hold every part in memory until
/// the end. Tests read and validate the files with it.
/// </remarks>
internal sealed class XlsxRowWriter : IRowWriter
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly DateTime Epoch = new(1899, 12, 30); // day 0, given the format's leap day of 1900 that never was

    private readonly ExportSheet _sheet;
    private readonly int _rowsMax;
    private readonly ZipArchive _archive;
    private readonly List<string> _names = [];
    private readonly string[] _letters;
    private XmlWriter? _xml;
    private int _row;

    /// <summary>Begins the first sheet.</summary>
    /// <param name="sheet">What is exported.</param>
    /// <param name="into">Where to; it is not closed.</param>
    /// <param name="rowsMax">Rows of a sheet; tests make it small.</param>
    public XlsxRowWriter(ExportSheet sheet, Stream into, int rowsMax = ExportLimits.SheetRows)
    {
        _sheet = sheet;
        _rowsMax = rowsMax;
        _archive = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true);
        _letters = [.. Enumerable.Range(0, sheet.Columns.Count).Select(Letters)];
        BeginSheet();
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<object?> values)
    {
        if (_row == _rowsMax)
        {
            EndSheet();
            BeginSheet();
        }

        BeginRow();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                Cell(i, value, values);
            }
        }

        _xml!.WriteEndElement();
    }

    /// <inheritdoc/>
    public void End(ViewTotals totals)
    {
        var last = _row;
        var lines = TotalLines.Of(_sheet, totals);
        if (_row + lines.Count + 1 > _rowsMax)
        {
            EndSheet();
            BeginSheet();
            last = _row;
        }

        _row++; // a blank row keeps the totals out of the filter and of what a person sorts
        foreach (var line in lines)
        {
            BeginRow();
            if (line.Sums[0] is null)
            {
                Text(0, line.Label, XlsxStyles.Bold);
            }

            for (var i = 0; i < line.Sums.Length; i++)
            {
                if (line.Sums[i] is { } total)
                {
                    Number(i, total.Value, XlsxStyles.Totals(_sheet.Columns[i].Type == ColumnType.Amount ? ViewFormat.Decimals(total.Value, total.Currency) : 0));
                }
            }

            _xml!.WriteEndElement();
        }

        EndSheet(last);
        XlsxPackage.Write(_archive, _names, _sheet.Texts.Culture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml?.Dispose();
        _archive.Dispose();
    }

    private void BeginSheet()
    {
        _names.Add(XlsxPackage.SheetName(_sheet.Title, _names.Count + 1));
        var part = _archive.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_names.Count}.xml"), CompressionLevel.Fastest);
        _xml = XmlWriter.Create(part.Open(), new XmlWriterSettings { CloseOutput = true, CheckCharacters = false });
        _xml.WriteStartDocument(standalone: true);
        _xml.WriteStartElement("worksheet", Namespace);
        _xml.WriteRaw(
            """
            <sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>
            """);
        for (var i = 0; i < _sheet.Columns.Count; i++)
        {
            // A character of the usual font is about seven pixels wide.
            var width = _sheet.Columns[i].Width / 7m;
            _xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{width:0.##}" customWidth="1"/>"""));
        }

        _xml.WriteRaw("</cols>");
        _xml.WriteStartElement("sheetData", Namespace);
        _row = 0;
        BeginRow();
        for (var i = 0; i < _sheet.Columns.Count; i++)
        {
            Text(i, _sheet.Texts.Column(_sheet.View, _sheet.Columns[i]), _sheet.Columns[i].Align == ColumnAlign.Right ? XlsxStyles.HeadingRight : XlsxStyles.Heading);
        }

        _xml.WriteEndElement();
    }

    private void EndSheet(int? lastRow = null)
    {
        _xml!.WriteEndElement();
        _xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<autoFilter ref="A1:{_letters[^1]}{lastRow ?? _row}"/>"""));
        _xml.WriteRaw("""<pageSetup orientation="landscape" fitToHeight="0"/>""");
        _xml.WriteEndElement();
        _xml.WriteEndDocument();
        _xml.Dispose();
        _xml = null;
    }

    private void BeginRow()
    {
        _row++;
        _xml!.WriteStartElement("row", Namespace);
        _xml.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
    }

    private void Cell(int column, object value, IReadOnlyList<object?> row)
    {
        switch (value)
        {
            case decimal amount when _sheet.Columns[column].Type == ColumnType.Amount:
                Number(column, amount, XlsxStyles.Amount(ViewFormat.Decimals(amount, _sheet.Currency(column, row))));
                break;
            case decimal rate:
                Number(column, rate, XlsxStyles.Rate);
                break;
            case long number when _sheet.Columns[column].Type == ColumnType.Number:
                Number(column, number, _sheet.Columns[column].IsTotalled ? XlsxStyles.Amount(0) : XlsxStyles.Whole);
                break;
            case DateOnly day when day.Year >= 1901:
                Number(column, (day.ToDateTime(TimeOnly.MinValue) - Epoch).Days, XlsxStyles.Date);
                break;
            case DateTimeOffset moment when moment.Year >= 1901:
                Number(column, decimal.Round((moment.DateTime - Epoch).Ticks / (decimal)TimeSpan.TicksPerDay, 8), XlsxStyles.Moment);
                break;
            case bool flag:
                Begin(column, XlsxStyles.Plain, "b");
                _xml!.WriteElementString("v", Namespace, flag ? "1" : "0");
                _xml.WriteEndElement();
                break;
            default:
                // Keys have more digits than a spreadsheet's number; as text they stay whole.
                Text(column, _sheet.Format.Display(_sheet.Columns[column], value), XlsxStyles.Text);
                break;
        }
    }

    private void Number(int column, decimal value, int style)
    {
        Begin(column, style, null);
        _xml!.WriteElementString("v", Namespace, value.ToString(CultureInfo.InvariantCulture));
        _xml.WriteEndElement();
    }

    private void Text(int column, string text, int style)
    {
        Begin(column, style, "inlineStr");
        _xml!.WriteStartElement("is", Namespace);
        _xml.WriteStartElement("t", Namespace);
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(XlsxPackage.Clean(text));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void Begin(int column, int style, string? type)
    {
        _xml!.WriteStartElement("c", Namespace);
        _xml.WriteAttributeString("r", _letters[column] + _row.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        if (type is not null)
        {
            _xml.WriteAttributeString("t", type);
        }
    }

    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : Letters((column / 26) - 1) + Letters(column % 26);
}
