using System.Data.Common;
using System.Globalization;

namespace Ledger.Api.DataViews.Query;

/// <summary>Puts the lines of a group's currencies together and keeps one page of groups.</summary>
internal sealed class GroupReading(ViewColumn column, GroupPeriod period, TotalsReading reading, TimeZoneInfo zone, int skip, int take)
{
    private readonly List<ViewGroupRow> _groups = [];
    private TotalsReading.Sums? _sums;
    private object? _value;
    private int _seen;
    private bool _hasMore;

    /// <summary>Takes a line; false when the page is full and no more is needed.</summary>
    public bool Take(DbDataReader row)
    {
        var value = ValueOf(row);
        if (_sums is null || !Equals(value, _value))
        {
            Close();
            if (_groups.Count == take)
            {
                _hasMore = true;
                return false;
            }

            _value = value;
            _sums = reading.Start();
        }

        _sums.Add(row, 1);
        return true;
    }

    /// <summary>The page.</summary>
    public ViewGroupPage Result()
    {
        Close();
        return new ViewGroupPage(_groups, _hasMore);
    }

    private void Close()
    {
        if (_sums is not null && _seen++ >= skip && _groups.Count < take)
        {
            _groups.Add(new ViewGroupRow(KeyOf(_value), _value, _sums.Result()));
        }

        _sums = null;
    }

    private object? ValueOf(DbDataReader row)
    {
        if (period == GroupPeriod.None || row.IsDBNull(0))
        {
            return ValueReader.Read(row, 0, column, zone);
        }

        var number = Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture);
        return period == GroupPeriod.Month ? new DateOnly(number / 100, number % 100, 1) : new DateOnly(number, 1, 1);
    }

    private string? KeyOf(object? value) => (value, period) switch
    {
        (DateOnly day, GroupPeriod.Month) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        (DateOnly day, GroupPeriod.Year) => day.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => ValueReader.Invariant(value),
    };
}
