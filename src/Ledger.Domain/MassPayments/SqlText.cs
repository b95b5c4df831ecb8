using System.Globalization;
using System.Text;

namespace Ledger.Domain.MassPayments;

/// <summary>A statement put together from constant pieces, with its values beside it.</summary>
/// <remarks>Only the shape of the question changes the text, never a value, so prepared statements stay few.</remarks>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private readonly List<object?> _values = [];

    /// <summary>The values of the placeholders, in order.</summary>
    public object?[] Values => [.. _values];

    /// <summary>Adds a placeholder for a value and returns it.</summary>
    public string Value(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }

    /// <summary>A list of placeholders, padded to a power of two by repeating the last value, so that few texts arise.</summary>
    public string List<T>(IReadOnlyList<T> values)
        where T : notnull
    {
        var size = 1;
        while (size < values.Count)
        {
            size *= 2;
        }

        return string.Join(", ", Enumerable.Range(0, size).Select(i => Value(values[Math.Min(i, values.Count - 1)])));
    }

    /// <summary>Adds a piece of the statement.</summary>
    public SqlText Add(string piece)
    {
        _text.AppendLine(piece);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
