using System.Globalization;
using Ledger.Foundation;

namespace Ledger.Api.DataViews.Query;

/// <summary>The values of a statement under construction: a value never becomes part of its text.</summary>
/// <param name="today">The company's day, where the statement may name it (<see cref="DataView.Today"/>).</param>
internal sealed class SqlBuilder(DateOnly? today = null)
{
    private readonly List<object> _values = [];

    /// <summary>Adds a value and returns its placeholder.</summary>
    public string Value(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    /// <summary>The finished statement.</summary>
    public SqlStatement Build(string text)
    {
        if (today is { } day)
        {
            // Only constants of the program are in the text, so that only they can name the day.
            text = Put(text, DataView.Today, DateNumberConverter.ToStored(day));
            text = Put(text, DataView.DayNumber, day.DayNumber);
        }

        return new SqlStatement(text, [.. _values]);
    }

    private string Put(string text, string name, object value) =>
        text.Contains(name, StringComparison.Ordinal) ? text.Replace(name, Value(value), StringComparison.Ordinal) : text;
}
