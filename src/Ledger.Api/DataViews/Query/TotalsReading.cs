using System.Data.Common;

namespace Ledger.Api.DataViews.Query;

/// <summary>Reads lines of sums by currency and keeps the currencies of each column apart.</summary>
internal sealed class TotalsReading
{
    private readonly Dialect _dialect;
    private readonly string _local;

    /// <summary>The reading of a view's totals.</summary>
    public TotalsReading(DataView view, Dialect dialect, string localCurrency)
    {
        _dialect = dialect;
        _local = localCurrency;
        Totalled = [.. view.Columns.Where(c => c.IsTotalled)];
        Currencies = [.. Totalled.Where(c => !string.IsNullOrEmpty(c.Currency)).Select(c => view.Find(c.Currency!)!).Distinct()];
    }

    /// <summary>The columns that are added up.</summary>
    public IReadOnlyList<ViewColumn> Totalled { get; }

    /// <summary>The columns that hold their currencies.</summary>
    public IReadOnlyList<ViewColumn> Currencies { get; }

    /// <summary>An empty sum.</summary>
    public Sums Start() => new(this);

    /// <summary>A sum that grows line by line.</summary>
    internal sealed class Sums(TotalsReading reading)
    {
        private readonly Dictionary<(int Column, string? Currency), decimal> _sums = [];
        private long _count;

        /// <summary>Adds a line: currencies, number of rows, sums, beginning at <paramref name="position"/>.</summary>
        public void Add(DbDataReader row, int position)
        {
            var currencies = new string?[reading.Currencies.Count];
            for (var i = 0; i < currencies.Length; i++, position++)
            {
                currencies[i] = row.IsDBNull(position) ? null : row.GetString(position);
            }

            var count = row.GetInt64(position++);
            _count += count;
            for (var i = 0; i < reading.Totalled.Count; i++)
            {
                var column = reading.Totalled[i];
                var sum = reading._dialect.ReadSum(row, ref position);
                var currency = column.Currency switch
                {
                    null => null,
                    ViewColumn.Local => reading._local,
                    var name => currencies[reading.IndexOf(name)],
                };
                // Without rows there is no currency to name either, but local money and numbers come to nothing.
                if (count > 0 && (column.Currency is null or ViewColumn.Local || currency is not null))
                {
                    var scaled = column.Type == ColumnType.Amount ? sum / 10_000m : sum;
                    _sums[(i, currency)] = _sums.GetValueOrDefault((i, currency)) + scaled;
                }
            }
        }

        /// <summary>The sums so far.</summary>
        public ViewTotals Result() => new(_count,
            [.. _sums.OrderBy(s => s.Key.Column).ThenBy(s => s.Key.Currency, StringComparer.Ordinal)
                .Select(s => new ViewTotal(reading.Totalled[s.Key.Column].Name, s.Key.Currency, s.Value))]);
    }

    private int IndexOf(string currencyColumn)
    {
        for (var i = 0; i < Currencies.Count; i++)
        {
            if (Currencies[i].Name.Equals(currencyColumn, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"The currency {currencyColumn} is not among those read.");
    }
}
