namespace Ledger.Domain.Imports;

/// <summary>Keeps texts that came from outside from being run as formulas by the spreadsheet that opens an export.</summary>
public static class SpreadsheetText
{
    /// <summary>The text with an apostrophe before it when a spreadsheet would take it for a formula; numbers stay as they are.</summary>
    public static string Escape(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(text) ? "'" + text : text;

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out _);
}
