using System.Text;
using System.Text.Encodings.Web;
using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Export;

/// <summary>A page to print: headings on every sheet of paper, totals at the end. It runs no script and loads nothing.</summary>
internal sealed class HtmlRowWriter : IRowWriter
{
    private const string Style =
        """
        @page { size: A4 landscape; margin: 12mm }
        :root { color-scheme: light }
        body { font: 9pt/1.35 system-ui, sans-serif; color: #111; background: #fff; margin: 1.5rem }
        h1 { font-size: 15pt; margin: 0 0 .2rem } p { margin: 0 0 .8rem; color: #444 }
        table { border-collapse: collapse; width: 100% }
        thead { display: table-header-group } tfoot { display: table-row-group }
        tr { break-inside: avoid }
        th, td { padding: .2rem .45rem; border-bottom: 1px solid #d5d5d5; text-align: left; vertical-align: top; overflow-wrap: anywhere }
        thead th { border-bottom: 1.5pt solid #333; font-weight: 600 }
        tfoot td { border: 0; border-top: 1pt solid #333; font-weight: 600 }
        .r { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal } .c { text-align: center }
        @media print { body { margin: 0 } }
        """;

    private readonly ExportSheet _sheet;
    private readonly StreamWriter _into;

    /// <summary>Writes the head of the page.</summary>
    public HtmlRowWriter(ExportSheet sheet, Stream into)
    {
        _sheet = sheet;
        _into = new StreamWriter(into, new UTF8Encoding(false), 64 * 1024, leaveOpen: true);
        _into.Write(
            $"""
            <!DOCTYPE html>
            <html lang="{sheet.Texts.Culture.TwoLetterISOLanguageName}"><head><meta charset="utf-8"><title>{Encoded(sheet.Title)}</title><style>{Style}</style></head>
            <body><h1>{Encoded(sheet.Title)}</h1><p>{Encoded(sheet.Subtitle)}</p><table><thead><tr>
            """);
        foreach (var column in sheet.Columns)
        {
            _into.Write($"<th scope=\"col\"{Class(column)}>{Encoded(sheet.Texts.Column(sheet.View, column))}</th>");
        }

        _into.Write("</tr></thead><tbody>\n");
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<object?> values)
    {
        _into.Write("<tr>");
        for (var i = 0; i < values.Count; i++)
        {
            var column = _sheet.Columns[i];
            _into.Write($"<td{Class(column)}>{Encoded(_sheet.Format.Display(column, values[i], _sheet.Currency(i, values)))}</td>");
        }

        _into.Write("</tr>\n");
    }

    /// <inheritdoc/>
    public void End(ViewTotals totals)
    {
        _into.Write("</tbody><tfoot>");
        foreach (var line in TotalLines.Of(_sheet, totals))
        {
            _into.Write("<tr>");
            for (var i = 0; i < _sheet.Columns.Count; i++)
            {
                var text = line.Sums[i] is { } total ? _sheet.Format.Total(_sheet.Columns[i], total) : i == 0 ? line.Label : string.Empty;
                _into.Write($"<td{(line.Sums[i] is null ? string.Empty : Class(_sheet.Columns[i]))}>{Encoded(text)}</td>");
            }

            _into.Write("</tr>");
        }

        _into.Write("</tfoot></table></body></html>\n");
        _into.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _into.Dispose();

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    private static string Class(ViewColumn column) => column.Align switch
    {
        ColumnAlign.Right => " class=\"r\"",
        ColumnAlign.Center => " class=\"c\"",
        _ => string.Empty,
    };
}
