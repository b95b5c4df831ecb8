using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Ledger.Api.DataViews.Export;

/// <summary>The parts of a spreadsheet's archive around its sheets.</summary>
internal static class XlsxPackage
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int NameLength = 31;

    /// <summary>Writes them, once the sheets are written.</summary>
    public static void Write(ZipArchive archive, IReadOnlyList<string> sheets, CultureInfo culture)
    {
        var numbers = Enumerable.Range(1, sheets.Count).ToList();
        Part(archive, "[Content_Types].xml",
            $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>{Each(numbers, n => $"""<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>""")}</Types>
            """);
        Part(archive, "_rels/.rels", $"""<Relationships xmlns="{Relations}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(archive, "xl/workbook.xml",
            $"""
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{Office}"><sheets>{Each(numbers, n => $"""<sheet name="{SecurityElement.Escape(sheets[n - 1])}" sheetId="{n}" r:id="rId{n}"/>""")}</sheets></workbook>
            """);
        Part(archive, "xl/_rels/workbook.xml.rels",
            $"""
            <Relationships xmlns="{Relations}">{Each(numbers, n => $"""<Relationship Id="rId{n}" Type="{Office}/worksheet" Target="worksheets/sheet{n}.xml"/>""")}<Relationship Id="rId{sheets.Count + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        Part(archive, "xl/styles.xml", XlsxStyles.Part[XlsxStyles.Part.IndexOf("<styleSheet", StringComparison.Ordinal)..]);
    }

    /// <summary>A name that a sheet may have: at most 31 characters, none of <c>[]:*?/\</c>.</summary>
    public static string SheetName(string title, int number)
    {
        var end = number == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var clean = new string([.. title.Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) ? ' ' : c)]).Trim();
        return (clean.Length + end.Length > NameLength ? clean[..(NameLength - end.Length)].TrimEnd() : clean) + end;
    }

    /// <summary>The text without what XML cannot hold, no longer than a cell.</summary>
    public static string Clean(string text)
    {
        var cut = text.Length <= ExportLimits.CellLength ? text : text[..ExportLimits.CellLength];
        for (var i = 0; i < cut.Length; i++)
        {
            if (!IsWritable(cut, i))
            {
                return new string([.. cut.Where((_, j) => IsWritable(cut, j))]);
            }
        }

        return cut;
    }

    private static bool IsWritable(string text, int i) => text[i] switch
    {
        '\t' or '\n' or '\r' => true,
        < ' ' or '\uFFFE' or '\uFFFF' => false,
        var c when char.IsHighSurrogate(c) => i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]),
        var c when char.IsLowSurrogate(c) => i > 0 && char.IsHighSurrogate(text[i - 1]),
        _ => true,
    };

    private static string Each(IEnumerable<int> numbers, Func<int, FormattableString> text) =>
        string.Concat(numbers.Select(n => text(n).ToString(CultureInfo.InvariantCulture)));

    private static void Part(ZipArchive archive, string name, string content)
    {
        using var into = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        into.Write(Head);
        into.Write(content);
    }
}
