using System.Globalization;

namespace Ledger.Api.DataViews.Query;

/// <summary>The values of a statement under construction: a value never becomes part of its text.</summary>
internal sealed class SqlBuilder
{
    private readonly List<object> _values = [];

    /// <summary>Adds a value and returns its placeholder.</summary>
    public string Value(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    /// <summary>The finished statement.</summary>
    public SqlStatement Build(string text) => new(text, [.. _values]);
}
