using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Ledger.Benchmarks;

/// <summary>The baseline: how many single-row transactions the disk and SQLite take, one after another, synchronous=FULL.</summary>
internal sealed class RawCommits : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _insert;
    private long _count;

    public RawCommits(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "raw.db")};Pooling=False");
        _connection.Open();
        Execute("pragma journal_mode = wal");
        Execute("pragma synchronous = full");
        Execute("create table rows (id integer primary key, company_id integer not null, text text not null)");
        _begin = new SqliteCommand("begin immediate", _connection);
        _commit = new SqliteCommand("commit", _connection);
        _insert = new SqliteCommand("insert into rows (id, company_id, text) values ($1, 1, 'a row of a raw commit')", _connection);
        _insert.Parameters.Add("$1", SqliteType.Integer);
        Run(200);
    }

    /// <summary>Commits a second.</summary>
    public double Measure(TimeSpan duration)
    {
        var before = _count;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < duration)
        {
            Run(20);
        }

        return (_count - before) / clock.Elapsed.TotalSeconds;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _connection.Dispose();
    }

    private void Run(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _insert.Parameters[0].Value = ++_count;
            _begin.ExecuteNonQuery();
            _insert.ExecuteNonQuery();
            _commit.ExecuteNonQuery();
        }
    }

    private void Execute(string sql)
    {
        using var command = new SqliteCommand(sql, _connection);
        command.ExecuteNonQuery();
    }
}
