using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Ledger.Foundation;

/// <summary>
/// One unit of work on the database: everything done through it is committed together or not at all. Domain services,
/// the workflow engine and the audit trail of one step share the same instance (architecture.md §2.2).
/// </summary>
/// <remarks>
/// On SQLite several units of work may share one physical transaction, a savepoint each; that is invisible here. SQL is
/// written with positional parameters <c>$1, $2, …</c>, which both databases take. Not safe for use by two threads.
/// </remarks>
public sealed class LedgerTransaction
{
    private readonly StatementCache _statements;
    private List<Func<LedgerTransaction, Task>>? _beforeCommit;
    private List<Action>? _onCommitted;
    private Dictionary<object, object>? _items;
    private int _savepoints;

    internal LedgerTransaction(
        LedgerDatabase database, DbConnection connection, DbTransaction transaction, StatementCache statements)
    {
        Database = database;
        Connection = connection;
        Transaction = transaction;
        _statements = statements;
    }

    /// <summary>The database this work runs on.</summary>
    public LedgerDatabase Database { get; }

    /// <summary>The kind of database, for the few statements that differ.</summary>
    public DatabaseKind Kind => Database.Kind;

    /// <summary>The open connection; valid only while the work runs.</summary>
    public DbConnection Connection { get; }

    /// <summary>The physical transaction. Never commit or roll it back: the writer does.</summary>
    public DbTransaction Transaction { get; }

    /// <summary>Runs a statement and returns the number of rows it touched.</summary>
    public Task<int> ExecuteAsync(string sql, params ReadOnlySpan<object?> args)
    {
        var command = _statements.Get(sql, Transaction, args);
        // SQLite is synchronous underneath; skipping the async wrapper is measurable on the engine's hot path.
        return command is SqliteCommand ? Task.FromResult(command.ExecuteNonQuery()) : command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query and maps its rows.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> args) =>
        Rows.ReadAllAsync(_statements.Get(sql, Transaction, args), map);

    /// <summary>Runs a query and maps its first row; the type's default when there is none.</summary>
    public Task<T?> QueryFirstAsync<T>(string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> args) =>
        Rows.ReadFirstAsync(_statements.Get(sql, Transaction, args), map);

    /// <summary>Runs <paramref name="action"/> at the end of this unit of work, still inside its transaction.</summary>
    /// <remarks>An exception thrown there undoes the whole unit of work. Used for what must be written last, such as the audit chain.</remarks>
    public void BeforeCommit(Func<LedgerTransaction, Task> action) => (_beforeCommit ??= []).Add(action);

    /// <summary>Tells whoever listens (<see cref="LedgerDatabase.Listen"/>), at the end of this unit of work and as part of it.</summary>
    public void Announce(Announcement announcement)
    {
        foreach (var listener in Database.Listeners)
        {
            BeforeCommit(transaction => listener(transaction, announcement));
        }
    }

    /// <summary>Runs <paramref name="action"/> once the commit is on disk; never when the work is undone.</summary>
    /// <remarks>For wake-ups only: the process may die between the commit and the call.</remarks>
    public void OnCommitted(Action action) => (_onCommitted ??= []).Add(action);

    /// <summary>An object shared by all who take part in this unit of work, made on first use.</summary>
    public T Share<T>(object key, Func<LedgerTransaction, T> create)
        where T : class
    {
        _items ??= [];
        if (!_items.TryGetValue(key, out var item))
        {
            _items[key] = item = create(this);
        }

        return (T)item;
    }

    /// <summary>Marks a point to which <see cref="RollbackToAsync"/> can go back.</summary>
    public async Task<Savepoint> SavepointAsync()
    {
        // Names are reused by depth so that each is prepared once per connection.
        var savepoint = new Savepoint($"s{++_savepoints}", _beforeCommit?.Count ?? 0, _onCommitted?.Count ?? 0,
            _items?.ToDictionary(item => item.Key, item => (item.Value as IRollbackAware)?.Mark() ?? 0) ?? []);
        await ExecuteAsync($"savepoint {savepoint.Name}");
        return savepoint;
    }

    /// <summary>Undoes everything since the savepoint, in the database and in what the unit of work has gathered, and forgets it.</summary>
    public async Task RollbackToAsync(Savepoint savepoint)
    {
        await ExecuteAsync($"rollback to savepoint {savepoint.Name}");
        _beforeCommit?.RemoveRange(savepoint.BeforeCommitCount, _beforeCommit.Count - savepoint.BeforeCommitCount);
        _onCommitted?.RemoveRange(savepoint.OnCommittedCount, _onCommitted.Count - savepoint.OnCommittedCount);
        foreach (var (key, item) in _items?.ToList() ?? [])
        {
            if (savepoint.Marks.TryGetValue(key, out var mark))
            {
                (item as IRollbackAware)?.RollbackTo(mark);
            }
            else
            {
                _items!.Remove(key);
                await DisposeAsync(item);
            }
        }

        await ReleaseAsync(savepoint);
    }

    /// <summary>Keeps what was done since the savepoint and forgets it.</summary>
    public Task ReleaseAsync(Savepoint savepoint)
    {
        _savepoints--;
        return ExecuteAsync($"release savepoint {savepoint.Name}");
    }

    internal async Task RunBeforeCommitAsync()
    {
        // An action may add another (an audit record written by a late change), hence the index.
        for (var i = 0; _beforeCommit is not null && i < _beforeCommit.Count; i++)
        {
            await _beforeCommit[i](this);
        }

    }

    /// <summary>Lets go of what was shared in the unit of work, whether it is kept or undone.</summary>
    internal async Task DisposeItemsAsync()
    {
        if (_items is not null)
        {
            foreach (var item in _items.Values)
            {
                await DisposeAsync(item);
            }
        }
    }

    /// <summary>Runs the hooks of a commit that is on disk. A hook that fails is reported and never undoes the news of the commit.</summary>
    internal void RunOnCommitted()
    {
        foreach (var action in _onCommitted ?? [])
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                Database.ReportHookFailure(e);
            }
        }
    }

    /// <summary>True when <paramref name="exception"/> says that another writer was in the way and the same work may simply be tried again.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => true, // SQLITE_BUSY, SQLITE_LOCKED
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        NpgsqlException { IsTransient: true } => true,
        _ => exception.InnerException is { } inner && IsTransient(inner),
    };

    /// <summary>True when <paramref name="exception"/> says that a unique key already holds the value.</summary>
    public static bool IsDuplicateKey(Exception exception) => exception switch
    {
        SqliteException { SqliteExtendedErrorCode: 1555 or 2067 } => true, // primary key, unique
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => exception.InnerException is { } inner && IsDuplicateKey(inner),
    };

    private static ValueTask DisposeAsync(object item) =>
        item is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
