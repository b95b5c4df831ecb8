using System.Data.Common;
using System.Globalization;
using Ledger.Domain;
using Ledger.Foundation;

namespace Ledger.Api.DataViews.Query;

/// <summary>From the stored form of a column to its value, and from that to its invariant text.</summary>
internal static class ValueReader
{
    /// <summary>
    /// The value: <see cref="string"/> for text, code, choice and message, <see cref="long"/> for number and key, <see cref="decimal"/> for
    /// amount and rate, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> in the company's zone, <see cref="bool"/>; or null.
    /// </summary>
    public static object? Read(DbDataReader row, int position, ViewColumn column, TimeZoneInfo zone)
    {
        if (row.IsDBNull(position))
        {
            return null;
        }

        return column.Type switch
        {
            ColumnType.Text or ColumnType.Code or ColumnType.Message => Text(row, position),
            ColumnType.Choice when column.IsStoredByNumber => Enum.GetName(column.Choice!, (int)Whole(row, position)),
            ColumnType.Choice => row.GetString(position),
            ColumnType.Number or ColumnType.Key => Whole(row, position),
            ColumnType.Amount => TenThousandthsConverter.FromStored(Whole(row, position)),
            ColumnType.Rate => RateConverter.FromStored(Whole(row, position)),
            ColumnType.Date => DateNumberConverter.FromStored((int)Whole(row, position)),
            ColumnType.Moment => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Whole(row, position)), zone),
            ColumnType.Flag => row.GetBoolean(position),
            _ => throw new InvalidOperationException($"No value of the type {column.Type} can be read."),
        };
    }

    /// <summary>The text that stands for a value in addresses, filters and keys of groups; null for no value.</summary>
    public static string? Invariant(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>A key of a row as text.</summary>
    public static string Key(DbDataReader row, int position, int count) =>
        count == 1 ? Text(row, position) : string.Join('-', Enumerable.Range(position, count).Select(i => Text(row, i)));

    private static string Text(DbDataReader row, int position) => row.GetValue(position) switch
    {
        string text => text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
    };

    // The databases give 32 or 64 bits, or a numeric for a sum.
    private static long Whole(DbDataReader row, int position) => row.GetValue(position) switch
    {
        long value => value,
        int value => value,
        var other => Convert.ToInt64(other, CultureInfo.InvariantCulture),
    };
}
