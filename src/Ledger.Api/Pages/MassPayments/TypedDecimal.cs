using System.Globalization;

namespace Ledger.Api.Pages.MassPayments;

/// <summary>
/// Reads amounts and rates that people type. The separators of the person's culture count, and thousands only where they stand:
/// the framework would take 950.25 for 95025 where the point parts thousands.
/// </summary>
internal static class TypedDecimal
{
    /// <summary>Reads a text; empty is no value.</summary>
    /// <returns>False when it cannot be meant.</returns>
    public static bool TryRead(string? text, CultureInfo culture, out decimal? value)
    {
        value = null;
        var typed = (text ?? string.Empty).Trim();
        if (typed.Length == 0)
        {
            return true;
        }

        var format = culture.NumberFormat;
        var whole = typed.Split(format.NumberDecimalSeparator)[0].TrimStart('-');
        var groups = whole.Split(format.NumberGroupSeparator);
        var isWellGrouped = groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
        if (!isWellGrouped || !decimal.TryParse(typed, NumberStyles.Number, culture, out var read))
        {
            return false;
        }

        value = read;
        return true;
    }
}
