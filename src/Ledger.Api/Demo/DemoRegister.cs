using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Domain.Imports;

namespace Ledger.Api.Demo;

/// <summary>
/// The purchase register of the demo: three months of invented documents in the SII's format (demo/*.csv), moved to the
/// last three months so that due dates lie around today.
/// </summary>
internal static partial class DemoRegister
{
    private static readonly (int Year, int Month) LastMonth = (2025, 5);

    /// <summary>The files with the branch each is entered at.</summary>
    /// <param name="folder">Where the register is.</param>
    /// <param name="today">The day it is today.</param>
    public static IReadOnlyList<(ImportFile File, int BranchCode)> Files(string folder, DateOnly today)
    {
        // The newest documents are those of last month: none of them may lie in the future.
        var months = ((today.Year - LastMonth.Year) * 12) + today.Month - LastMonth.Month - 1;
        return [.. Directory.GetFiles(folder, "RCV_COMPRA_REGISTRO_*.csv").Order(StringComparer.Ordinal).Select((path, i) =>
            (Read(path, months), i + 1))];
    }

    private static ImportFile Read(string path, int months)
    {
        var text = File.ReadAllText(path, Encoding.Latin1);
        var moved = DatePattern().Replace(text, match => Move(match.Value, "dd/MM/yyyy", months));
        var name = MonthPattern().Replace(Path.GetFileName(path), match => Move(match.Value + "01", "yyyyMMdd", months)[..6]);
        return ImportFile.InMemory(name, Encoding.Latin1.GetBytes(moved));
    }

    private static string Move(string date, string format, int months) => DateOnly
        .ParseExact(date, format, CultureInfo.InvariantCulture).AddMonths(months).ToString(format, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d\d/\d\d/\d{4}")]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"(?<=_)\d{6}(?=\.csv$)")]
    private static partial Regex MonthPattern();
}
