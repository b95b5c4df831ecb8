using Ledger.Api.DataViews.Query;

namespace Ledger.Api.DataViews.Export;

/// <summary>Totals as lines below columns: one a currency, and what is no money in the first.</summary>
internal static class TotalLines
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<(string Label, ViewTotal?[] Sums)> Of(ExportSheet sheet, ViewTotals totals)
    {
        var currencies = totals.Sums.Select(s => s.Currency).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (totals.Sums.Count == 0)
        {
            return [];
        }

        return
        [
            .. currencies.DefaultIfEmpty(string.Empty).Select((currency, line) => (
                $"{sheet.Texts.Text("views.total")} {currency}".TrimEnd(),
                sheet.Columns.Select(c => totals.Sums.FirstOrDefault(s => s.Column == c.Name && (s.Currency == currency || (s.Currency is null && line == 0)))).ToArray())),
        ];
    }
}
