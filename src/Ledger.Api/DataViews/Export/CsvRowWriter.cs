using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Ledger.Api.DataViews.Query;
using Ledger.Domain.Imports;

namespace Ledger.Api.DataViews.Export;

/// <summary>
/// Comma-separated text in UTF-8 with a byte order mark, by which spreadsheets know it. A text that a spreadsheet would take
/// for a formula gets an apostrophe before it.
/// </summary>
internal sealed class CsvRowWriter : IRowWriter
{
    private readonly ExportSheet _sheet;
    private readonly bool _isInvariant;
    private readonly CultureInfo _culture;
    private readonly CsvWriter _csv;

    /// <summary>Writes the headings.</summary>
    public CsvRowWriter(ExportSheet sheet, Stream into, bool isInvariant)
    {
        _sheet = sheet;
        _isInvariant = isInvariant;
        _culture = isInvariant ? CultureInfo.InvariantCulture : sheet.Texts.Culture;
        _csv = new CsvWriter(
            new StreamWriter(into, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024, leaveOpen: true),
            new CsvConfiguration(_culture) { Delimiter = isInvariant ? "," : _culture.TextInfo.ListSeparator, NewLine = "\r\n" });
        foreach (var column in sheet.Columns)
        {
            _csv.WriteField(isInvariant ? column.Name : SpreadsheetText.Escape(sheet.Texts.Column(sheet.View, column)));
        }

        _csv.NextRecord();
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<object?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            _csv.WriteField(Text(_sheet.Columns[i], values[i]));
        }

        _csv.NextRecord();
    }

    /// <summary>Ends the file. Totals would be read as rows by the program that takes it, so there are none.</summary>
    public void End(ViewTotals totals) => _csv.Flush();

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private string Text(ViewColumn column, object? value) => value switch
    {
        null => string.Empty,
        decimal number => number.ToString("0.######", _culture),
        long number => number.ToString(_culture),
        _ when _isInvariant && value is not string => ValueReader.Invariant(value)!,
        string text when _isInvariant && column.Type == ColumnType.Choice => text,
        string => SpreadsheetText.Escape(_sheet.Format.Display(column, value)),
        _ => _sheet.Format.Display(column, value),
    };
}
