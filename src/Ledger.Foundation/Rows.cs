using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Ledger.Foundation;

/// <summary>Reads the rows of a command; synchronously on SQLite, which has no asynchronous calls underneath.</summary>
internal static class Rows
{
    public static async Task<List<T>> ReadAllAsync<T>(DbCommand command, Func<DbDataReader, T> map)
    {
        var rows = new List<T>();
        if (command is SqliteCommand sqlite)
        {
            using var reader = sqlite.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(map(reader));
            }
        }
        else
        {
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                rows.Add(map(reader));
            }
        }

        return rows;
    }

    public static async Task<T?> ReadFirstAsync<T>(DbCommand command, Func<DbDataReader, T> map)
    {
        if (command is SqliteCommand sqlite)
        {
            using var reader = sqlite.ExecuteReader();
            return reader.Read() ? map(reader) : default;
        }

        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? map(row) : default;
    }
}
