namespace Ledger.Domain.Imports;

/// <summary>The fields of a line separated by semicolons, trimmed; a field may be in quotes. Reused from line to line.</summary>
internal sealed class DelimitedLine
{
    private readonly List<(int Start, int Length)> _fields = new(64);
    private Dictionary<int, string>? _unquoted;
    private string _text = string.Empty;

    /// <summary>How many fields the line has.</summary>
    public int Count => _fields.Count;

    /// <summary>The field at a place, trimmed, without its quotes; empty beyond the last.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            if (index < 0 || index >= _fields.Count)
            {
                return [];
            }

            if (_unquoted?.TryGetValue(index, out var unquoted) == true)
            {
                return unquoted;
            }

            var (start, length) = _fields[index];
            return _text.AsSpan(start, length).Trim();
        }
    }

    /// <summary>Splits a line; false when a quote that begins a field is not closed before the next separator.</summary>
    public bool TrySplit(string text)
    {
        _text = text;
        _fields.Clear();
        _unquoted?.Clear();
        var start = 0;
        while (true)
        {
            var field = text.AsSpan(start);
            var lead = field.Length - field.TrimStart(' ').Length;
            int length;
            if (field.Length > lead && field[lead] == '"')
            {
                if (!TryQuoted(field[(lead + 1)..], out var content, out var used))
                {
                    return false;
                }

                (_unquoted ??= [])[_fields.Count] = content;
                length = lead + 1 + used;
            }
            else
            {
                length = field.IndexOf(';') is >= 0 and var end ? end : field.Length;
            }

            _fields.Add((start, length));
            start += length + 1;
            if (start > text.Length)
            {
                return true;
            }
        }
    }

    private static bool TryQuoted(ReadOnlySpan<char> field, out string content, out int used)
    {
        content = string.Empty;
        used = 0;
        var end = 0;
        while (true)
        {
            var quote = field[end..].IndexOf('"');
            if (quote < 0)
            {
                return false;
            }

            end += quote + 1;
            if (end < field.Length && field[end] == '"')
            {
                end++;
                continue;
            }

            break;
        }

        content = field[..(end - 1)].ToString().Replace("\"\"", "\"", StringComparison.Ordinal).Trim();
        var rest = field[end..];
        var separator = rest.IndexOf(';');
        used = end + (separator < 0 ? rest.Length : separator);
        return rest[..(used - end)].IsWhiteSpace();
    }
}
