using System.Globalization;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Foundation;

namespace Ledger.Api.DataViews.Query;

/// <summary>From the invariant text of a value to its stored form. What cannot be read is refused, saying where and why.</summary>
internal sealed class ValueParser(ViewContext context)
{
    private const NumberStyles Decimals = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>The stored form.</summary>
    /// <exception cref="RequestRefusedException"><c>view.value</c>.</exception>
    public object Stored(ViewColumn column, string text)
    {
        if (text.Length > ViewLimits.TextLength)
        {
            throw Refused(column, text[..20] + "…");
        }

        return Find(column, text) ?? throw Refused(column, text);
    }

    /// <summary>The moments, in milliseconds, from the first of a day (or the moment itself) to just before the next.</summary>
    public (long From, long Before) Span(ViewColumn column, string text)
    {
        if (Day(text) is { } day)
        {
            return (context.StartOf(day), context.StartOf(day.AddDays(1)));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? (moment.ToUnixTimeMilliseconds(), moment.ToUnixTimeMilliseconds() + 1)
            : throw Refused(column, text);
    }

    /// <summary>The day that a text means: an ISO date, or a word such as <c>today-7</c>; null when it is neither.</summary>
    public DateOnly? Day(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        var sign = text.IndexOfAny(['+', '-']);
        var (word, distance) = sign < 0
            ? (text, 0)
            : (text[..sign], int.TryParse(text.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue);
        if (Math.Abs((long)distance) > 1_000)
        {
            return null;
        }

        var month = new DateOnly(context.Today.Year, context.Today.Month, 1);
        var year = new DateOnly(context.Today.Year, 1, 1);
        return word switch
        {
            "today" => context.Today.AddDays(distance),
            "monthStart" => month.AddMonths(distance),
            "monthEnd" => month.AddMonths(distance + 1).AddDays(-1),
            "yearStart" => year.AddYears(distance),
            "yearEnd" => year.AddYears(distance + 1).AddDays(-1),
            _ => null,
        };
    }

    private object? Find(ViewColumn column, string text) => column.Type switch
    {
        ColumnType.Text => FoldedText.Of(text),
        ColumnType.Code => text,
        ColumnType.Number or ColumnType.Key =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        ColumnType.Amount => Scaled(text, 4, TenThousandthsConverter.ToStored),
        ColumnType.Rate => Scaled(text, 6, RateConverter.ToStored),
        ColumnType.Date => Day(text) is { } day ? DateNumberConverter.ToStored(day) : null,
        ColumnType.Flag => bool.TryParse(text, out var flag) ? flag : null,
        ColumnType.Choice => Choice(column, text),
        _ => null,
    };

    private static object? Choice(ViewColumn column, string text) =>
        Enum.GetNames(column.Choice!).FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? column.IsStoredByNumber ? Convert.ToInt32(Enum.Parse(column.Choice!, name), CultureInfo.InvariantCulture) : name
            : null;

    // More decimals than are stored can equal no stored value, and a number too large to store neither: both are refused.
    private static object? Scaled(string text, int decimals, Func<decimal, long> stored) =>
        decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var value)
        && decimal.Round(value, decimals) == value && Math.Abs(value) < 900_000_000_000m
            ? stored(value)
            : null;

    private static RequestRefusedException Refused(ViewColumn column, string text) => new(
        400, "view.value", $"The column {column.Name} ({column.Type}) cannot be compared with '{text}'.", column.Name, text)
    { Field = "filter" };
}
