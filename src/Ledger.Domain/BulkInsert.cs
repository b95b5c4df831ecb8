using System.Globalization;
using Ledger.Foundation;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

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
            : Insert((SqliteConnection)transaction.Connection, rows);
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

    // Straight to the engine's own interface: ADO.NET's objects per value and per execution cost more than the insert.
    private int Insert(SqliteConnection connection, IEnumerable<object?[]> rows)
    {
        var count = 0;
        var result = raw.sqlite3_prepare_v2(connection.Handle!, _insert, out var statement);
        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        using (statement)
        {
            foreach (var row in rows)
            {
                for (var i = 0; i < columns.Length; i++)
                {
                    Bind(statement, i + 1, row[i]);
                }

                result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                {
                    SqliteException.ThrowExceptionForRC(result, connection.Handle);
                }

                raw.sqlite3_reset(statement);
                count++;
            }
        }

        return count;
    }

    private static void Bind(sqlite3_stmt statement, int index, object? value)
    {
        _ = value switch
        {
            null => raw.sqlite3_bind_null(statement, index),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            int number => raw.sqlite3_bind_int64(statement, index, number),
            string text => raw.sqlite3_bind_text(statement, index, text),
            bool flag => raw.sqlite3_bind_int64(statement, index, flag ? 1 : 0),
            _ => throw new ArgumentException($"A {value.GetType().Name} has no stored form."),
        };
    }
}
