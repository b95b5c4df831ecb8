using System.Globalization;
using Ledger.Foundation;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ledger.Domain;

/// <summary>
/// Inserts many rows of one shape as fast as each database allows: one prepared statement on SQLite, COPY on PostgreSQL.
/// Triggers, keys and checks apply as for any insert.
/// </summary>
/// <remarks>
/// Values are in stored form and of the column's own type (<c>long</c> for a 64-bit column, <c>int</c> for a 32-bit one,
/// <c>string</c>, <c>bool</c>): COPY does not convert. Column names are constants of the caller.
/// </remarks>
public sealed class BulkInsert(string table, params string[] columns)
{
    private readonly string _insert =
        $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"${i + 1}")))})";

    private readonly string _copy = $"copy {table} ({string.Join(", ", columns)}) from stdin (format binary)";

    /// <summary>Inserts the rows, each an array of values in the order of the columns; a row may be reused by the caller once the next is asked for.</summary>
    /// <returns>How many rows were inserted.</returns>
    public async Task<int> RunAsync(LedgerTransaction transaction, IEnumerable<object?[]> rows)
    {
        return transaction.Connection is NpgsqlConnection npgsql
            ? await CopyAsync(npgsql, rows)
            : Insert((SqliteConnection)transaction.Connection, (SqliteTransaction)transaction.Transaction, rows);
    }

    private async Task<int> CopyAsync(NpgsqlConnection connection, IEnumerable<object?[]> rows)
    {
        var count = 0;
        await using var writer = await connection.BeginBinaryImportAsync(_copy);
        foreach (var row in rows)
        {
            await writer.StartRowAsync();
            foreach (var value in row)
            {
                await WriteAsync(writer, value);
            }

            count++;
        }

        await writer.CompleteAsync();
        return count;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter writer, object? value) => value switch
    {
        null => writer.WriteNullAsync(),
        long number => writer.WriteAsync(number),
        int number => writer.WriteAsync(number),
        string text => writer.WriteAsync(text),
        bool flag => writer.WriteAsync(flag),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no stored form."),
    };

    private int Insert(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<object?[]> rows)
    {
        var count = 0;
        using var command = connection.CreateCommand();
        command.CommandText = _insert;
        command.Transaction = transaction;
        var parameters = new SqliteParameter[columns.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.Parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i + 1}") });
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
            count++;
        }

        return count;
    }
}
