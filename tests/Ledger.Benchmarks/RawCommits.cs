using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Ledger.Benchmarks;

/// <summary>The baseline: how many single-row transactions the disk and SQLite take, one after another, synchronous=FULL.</summary>
internal static class RawCommits
{
    public static double Measure(string folder, TimeSpan duration)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")};Pooling=False");
        connection.Open();
        Execute(connection, "pragma journal_mode = wal");
        Execute(connection, "pragma synchronous = full");
        Execute(connection, "create table rows (id integer primary key, company_id integer not null, text text not null)");
        using var begin = new SqliteCommand("begin immediate", connection);
        using var commit = new SqliteCommand("commit", connection);
        using var insert = new SqliteCommand("insert into rows (id, company_id, text) values ($1, 1, 'a row of a raw commit')", connection);
        var id = insert.Parameters.Add("$1", SqliteType.Integer);
        var count = 0L;
        Run(200);
        var clock = Stopwatch.StartNew();
        var before = count;
        while (clock.Elapsed < duration)
        {
            Run(50);
        }

        return (count - before) / clock.Elapsed.TotalSeconds;

        void Run(int times)
        {
            for (var i = 0; i < times; i++)
            {
                id.Value = ++count;
                begin.ExecuteNonQuery();
                insert.ExecuteNonQuery();
                commit.ExecuteNonQuery();
            }
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
