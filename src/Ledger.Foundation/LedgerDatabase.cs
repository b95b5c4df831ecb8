using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ledger.Foundation;

/// <summary>
/// The one database of an installation: where connections come from and where every write goes through, so that
/// commits can be grouped and nothing is written outside a transaction.
/// </summary>
public sealed class LedgerDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _npgsql;
    private readonly IWriter _writer;
    private readonly string _connectionString;
    private volatile Func<LedgerTransaction, Announcement, Task>[] _listeners = [];

    /// <summary>Opens nothing yet; connections are made when asked for.</summary>
    /// <param name="options">Which database, and how commits are grouped.</param>
    /// <param name="clock">The time source of the installation.</param>
    /// <param name="node">The number of this node, 0 to 1023, unique among the processes that use the database.</param>
    public LedgerDatabase(DatabaseOptions options, TimeProvider? clock = null, int node = 0)
    {
        Options = options;
        Clock = clock ?? TimeProvider.System;
        Ids = new TimeOrderedIds(node, Clock);
        if (options.Kind == DatabaseKind.PostgreSql)
        {
            var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            if (builder.MaxAutoPrepare == 0)
            {
                builder.MaxAutoPrepare = 200;
                builder.AutoPrepareMinUsages = 2;
            }

            _connectionString = builder.ToString();
            _npgsql = NpgsqlDataSource.Create(builder);
            _writer = new PostgreSqlWriter(this);
        }
        else
        {
            _connectionString = options.ConnectionString;
            _writer = new SqliteGroupWriter(this);
        }
    }

    /// <summary>The options this database was opened with.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>The kind of database.</summary>
    public DatabaseKind Kind => Options.Kind;

    /// <summary>The time source of the installation; tests move it by hand.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Makes the keys of new rows.</summary>
    public IIdGenerator Ids { get; }

    /// <summary>Raised when a wake-up after a commit failed; the commit itself stands. The host logs it.</summary>
    public event Action<Exception>? HookFailed;

    /// <summary>Adds one who hears what the business announces, in the unit of work that announces it; the host does so at its start.</summary>
    public void Listen(Func<LedgerTransaction, Announcement, Task> listener) => _listeners = [.. _listeners, listener];

    internal IReadOnlyList<Func<LedgerTransaction, Announcement, Task>> Listeners => _listeners;

    /// <summary>Called around each commit; tests throw here what a dying process would not survive.</summary>
    internal Action<CommitPoint>? Faults { get; set; }

    /// <summary>Opens a connection for reading. It sees what is committed; it must not write.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        if (_npgsql is not null)
        {
            return await _npgsql.OpenConnectionAsync(cancellationToken);
        }

        return OpenSqlite();
    }

    /// <summary>Runs a query on a connection of its own and maps its rows.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, params object?[] args)
    {
        await using var connection = await OpenAsync();
        using var statements = new StatementCache(connection);
        return await Rows.ReadAllAsync(statements.Get(sql, null, args), map);
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and returns its result once the commit is on disk. An exception
    /// undoes everything the work did and is thrown to the caller.
    /// </summary>
    /// <remarks>
    /// The work may be run again after a clash with another writer, so it must have no effect outside the database
    /// before it returns; use <see cref="LedgerTransaction.OnCommitted"/> for wake-ups. Do not call this from inside a
    /// work: on SQLite it would wait for itself.
    /// </remarks>
    public Task<T> WriteAsync<T>(Func<LedgerTransaction, Task<T>> work, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(work, cancellationToken);

    /// <summary>As the other overload, for work without a result.</summary>
    public Task WriteAsync(Func<LedgerTransaction, Task> work, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(
            async transaction =>
            {
                await work(transaction);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        if (_npgsql is not null)
        {
            await _npgsql.DisposeAsync();
        }
    }

    internal void ReportHookFailure(Exception exception) => HookFailed?.Invoke(exception);

    internal SqliteConnection OpenSqlite()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        // FULL: a commit is on the disk before anyone hears of it. busy_timeout lets SQLite itself wait for another
        // process with short sleeps; the provider's own retry sleeps 150 ms at a time.
        pragmas.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            pragma journal_mode = wal;
            pragma synchronous = full;
            pragma foreign_keys = on;
            pragma busy_timeout = {(int)Options.BusyTimeout.TotalMilliseconds};
            pragma temp_store = memory;
            pragma cache_size = -32000;
            """);
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
