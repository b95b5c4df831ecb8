using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ledger.EndToEnd.Books;

/// <summary>Reads the database past the program: what is asserted of the books is asserted of what is stored.</summary>
internal sealed class DatabaseReader : IAsyncDisposable
{
    private readonly DbConnection _connection;

    private DatabaseReader(DbConnection connection) => _connection = connection;

    public bool IsSqlite => _connection is SqliteConnection;

    public static async Task<DatabaseReader> OpenSqliteAsync(string file)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString();
        var reader = new DatabaseReader(new SqliteConnection(text));
        await reader._connection.OpenAsync();
        return reader;
    }

    public static async Task<DatabaseReader> OpenPostgreSqlAsync(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 2 }.ToString();
        var reader = new DatabaseReader(new NpgsqlConnection(text));
        await reader._connection.OpenAsync();
        return reader;
    }

    /// <summary>Each row of the answer as a line of text, values separated by a bar.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        var lines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            lines.Add(string.Join(" | ", Enumerable.Range(0, rows.FieldCount).Select(i => Convert.ToString(rows.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return lines;
    }

    /// <summary>The one number that a query answers.</summary>
    public async Task<long> NumberAsync(string sql) => long.Parse((await LinesAsync(sql)).Single(), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
