using System.Globalization;
using Ledger.Api.DataViews;
using Ledger.Api.DataViews.Query;

namespace Ledger.Api.Tests.DataViews;

/// <summary>What a view must answer, computed in memory the plain way from all its rows.</summary>
internal sealed class NaiveView(DataView view, ViewPage all, ViewContext context)
{
    public IReadOnlyList<ViewRow> Rows => all.Rows;

    public object? Value(ViewRow row, ViewColumn column) => all.Value(row, column.Name);

    public IEnumerable<string> Filtered(ViewColumn column, FilterOperator comparison, IReadOnlyList<string> values) =>
        all.Rows.Where(r => Holds(column, comparison, values, Value(r, column))).Select(r => r.Key);

    /// <summary>The rows' values in order: empties last, ties left open.</summary>
    public IReadOnlyList<string?> Sorted(ViewColumn column, bool descending)
    {
        var present = all.Rows.Select(r => Value(r, column)).Where(v => v is not null).Select(v => SortKey(column, v!)).Order(Comparer<object>.Create(Compare)).ToList();
        if (descending)
        {
            present.Reverse();
        }

        return [.. present.Select(Text), .. Enumerable.Repeat<string?>(null, all.Rows.Count - present.Count)];
    }

    public string? SortText(ViewColumn column, object? value) => value is null ? null : Text(SortKey(column, value));

    public IReadOnlyList<ViewTotal> Totals(IEnumerable<ViewRow> rows) =>
    [
        .. view.Columns.Where(c => c.IsTotalled).SelectMany(c => rows
            .Where(r => c.Currency is not { Length: > 0 } || all.Value(r, c.Currency) is not null)
            .GroupBy(r => c.Currency switch { null => null, "" => context.LocalCurrency, var name => (string?)all.Value(r, name) })
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ViewTotal(c.Name, g.Key, g.Sum(r => Convert.ToDecimal(Value(r, c) ?? 0, CultureInfo.InvariantCulture))))),
    ];

    private static bool Holds(ViewColumn column, FilterOperator comparison, IReadOnlyList<string> values, object? value)
    {
        bool Is(int sign, string text) => value is not null && Math.Sign(Against(column, value, text)) == sign;
        bool Equal(string text) => Is(0, text);
        return comparison switch
        {
            FilterOperator.IsEmpty => value is null,
            FilterOperator.IsNotEmpty => value is not null,
            FilterOperator.Eq => Equal(values[0]),
            FilterOperator.Ne => !Equal(values[0]),
            FilterOperator.In => values.Any(Equal),
            FilterOperator.NotIn => !values.Any(Equal),
            FilterOperator.Lt => Is(-1, values[0]),
            FilterOperator.Le => value is not null && !Is(1, values[0]),
            FilterOperator.Gt => Is(1, values[0]),
            FilterOperator.Ge => value is not null && !Is(-1, values[0]),
            FilterOperator.Between => value is not null && !Is(-1, values[0]) && !Is(1, values[1]),
            FilterOperator.Contains => value is not null && Plain(value).Contains(Plain(values[0]), StringComparison.Ordinal),
            FilterOperator.NotContains => value is null || !Plain(value).Contains(Plain(values[0]), StringComparison.Ordinal),
            FilterOperator.StartsWith => value is not null && Plain(value).StartsWith(Plain(values[0]), StringComparison.Ordinal),
            FilterOperator.EndsWith => value is not null && Plain(value).EndsWith(Plain(values[0]), StringComparison.Ordinal),
            _ => throw new InvalidOperationException(comparison.ToString()),
        };
    }

    private static int Against(ViewColumn column, object value, string text) => value switch
    {
        string s when column.Type == ColumnType.Text => string.CompareOrdinal(Plain(s), Plain(text)),
        string s => string.CompareOrdinal(s, text),
        long n => n.CompareTo(long.Parse(text, CultureInfo.InvariantCulture)),
        decimal d => d.CompareTo(decimal.Parse(text, CultureInfo.InvariantCulture)),
        bool b => b.CompareTo(bool.Parse(text)),
        DateOnly day => day.CompareTo(DateOnly.Parse(text, CultureInfo.InvariantCulture)),
        DateTimeOffset moment => DateOnly.FromDateTime(moment.DateTime).CompareTo(DateOnly.Parse(text, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException(value.GetType().Name),
    };

    // Written apart from the product's table: decomposed, without marks, in small letters.
    private static string Plain(object value) => new(
        [.. value.ToString()!.Normalize(System.Text.NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(char.ToLowerInvariant)]);

    private static object SortKey(ViewColumn column, object value) => column.Type switch
    {
        ColumnType.Text => string.Join("n~", value.ToString()!.ToLowerInvariant().Split('ñ').Select(Plain)),
        ColumnType.Choice => (long)Array.IndexOf(Enum.GetNames(column.Choice!), (string)value),
        _ => value,
    };

    private static int Compare(object? a, object? b) => a is string s ? string.CompareOrdinal(s, (string)b!) : ((IComparable)a!).CompareTo(b);

    private static string? Text(object value) => ValueReader.Invariant(value);
}
