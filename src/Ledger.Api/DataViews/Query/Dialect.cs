using System.Data.Common;
using System.Globalization;
using Ledger.Foundation;
using Microsoft.Data.Sqlite;

namespace Ledger.Api.DataViews.Query;

/// <summary>The few things that the two databases say in different words. Both give the same rows in the same order.</summary>
internal sealed class Dialect
{
    private const decimal SumBase = 1_000_000_000m;
    private readonly bool _postgres;

    private Dialect(bool postgres) => _postgres = postgres;

    /// <summary>The words of a kind of database.</summary>
    public static Dialect Of(DatabaseKind kind) => new(kind == DatabaseKind.PostgreSql);

    /// <summary>Teaches a SQLite connection to fold texts; PostgreSQL can by itself.</summary>
    public static void Prepare(DbConnection connection)
    {
        if (connection is SqliteConnection sqlite)
        {
            sqlite.CreateFunction<string?, string?>("ledger_fold", text => text is null ? null : FoldedText.Of(text), isDeterministic: true);
            sqlite.CreateFunction<string?, string?>("ledger_sorted", text => text is null ? null : FoldedText.Sorted(text), isDeterministic: true);
        }
    }

    /// <summary>The text without case and accents.</summary>
    public string Folded(string sql) => _postgres ? $"translate({sql}, '{FoldedText.From}', '{FoldedText.To}')" : $"ledger_fold({sql})";

    /// <summary>What to sort a column by.</summary>
    public string Sorted(ViewColumn column) => column.Type switch
    {
        ColumnType.Text => _postgres
            ? $"replace(translate({column.Sql}, '{FoldedText.From}', '{FoldedText.ToSorted}'), 'ñ', '{FoldedText.SortedEnye}') collate \"C\""
            : $"ledger_sorted({column.Sql})",
        ColumnType.Code => Exact(column.Sql),
        ColumnType.Choice when !column.IsStoredByNumber =>
            $"(case {column.Sql} {string.Join(' ', Enum.GetNames(column.Choice!).Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"when '{name}' then {i}")))} end)",
        _ => column.Sql,
    };

    /// <summary>A code, compared by its bytes.</summary>
    public string Exact(string sql) => _postgres ? $"{sql} collate \"C\"" : sql;

    /// <summary>True when the first text contains the second.</summary>
    public string Contains(string text, string part) => $"{(_postgres ? "strpos" : "instr")}({text}, {part}) > 0";

    /// <summary>True when the first text begins with the second.</summary>
    public string StartsWith(string text, string part) => _postgres ? $"starts_with({text}, {part})" : $"substr({text}, 1, length({part})) = {part}";

    /// <summary>True when the first text ends with the second, which is not empty.</summary>
    public string EndsWith(string text, string part) =>
        _postgres ? $"right({text}, length({part})) = {part}" : $"substr({text}, -length({part})) = {part}";

    /// <summary>A key or number as text.</summary>
    public string AsText(string sql) => $"cast({sql} as text)";

    /// <summary>True when the expression is one of the values, however many: one placeholder holds them all.</summary>
    public string IsOneOf<T>(string sql, IReadOnlyCollection<T> values, SqlBuilder into)
        where T : notnull => _postgres
            ? $"{sql} = any({into.Value(values.ToArray())})"
            : $"{sql} in (select value from json_each({into.Value(System.Text.Json.JsonSerializer.Serialize(values))}))";

    /// <summary>The exact sum of 64-bit integers, in as many result columns as it takes: SQLite's own would overflow.</summary>
    public IEnumerable<string> Sum(string sql) => _postgres
        ? [$"sum({sql})"]
        : [$"sum(({sql}) / 1000000000)", $"sum(({sql}) % 1000000000)"];

    /// <summary>Reads a sum and moves behind it; 0 when there was nothing to add.</summary>
    public decimal ReadSum(DbDataReader row, ref int position)
    {
        if (_postgres)
        {
            return row.IsDBNull(position++) ? 0 : row.GetDecimal(position - 1);
        }

        var (high, low) = (position, position + 1);
        position += 2;
        return row.IsDBNull(high) ? 0 : (row.GetInt64(high) * SumBase) + row.GetInt64(low);
    }
}
