using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Ledger.Foundation;

/// <summary>
/// The one writer of a SQLite file: takes the units of work that wait into one transaction, a savepoint each, and
/// flushes once for all of them (group commit, architecture.md §2.2). The callers hear of it after the flush.
/// </summary>
internal sealed class SqliteGroupWriter : IWriter
{
    private const string Savepoint = "savepoint unit";
    private const string Release = "release savepoint unit";
    private const string RollbackTo = "rollback to savepoint unit";

    private readonly LedgerDatabase _database;
    private readonly Channel<Unit> _queue = Channel.CreateUnbounded<Unit>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lazy<Task> _loop;

    public SqliteGroupWriter(LedgerDatabase database)
    {
        _database = database;
        _loop = new Lazy<Task>(() => Task.Factory.StartNew(
            RunAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
    }

    public Task<T> WriteAsync<T>(Func<LedgerTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        _ = _loop.Value;
        var unit = new Unit<T>(work, cancellationToken);
        return _queue.Writer.TryWrite(unit)
            ? unit.Task
            : Task.FromException<T>(new ObjectDisposedException(nameof(LedgerDatabase), "The database is closed."));
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        if (_loop.IsValueCreated)
        {
            await _loop.Value;
        }
    }

    private async Task RunAsync()
    {
        SqliteConnection? connection = null;
        StatementCache? statements = null;
        var group = new List<Unit>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                if (connection is null)
                {
                    connection = _database.OpenSqlite();
                    statements = new StatementCache(connection);
                }

                await CommitGroupAsync(connection, statements!, group);
            }
            catch (Exception e)
            {
                // The transaction as a whole failed (disk full, file locked beyond the time-out, commit refused): nothing
                // of the group is on disk, so every caller is told, and the connection is made anew.
                foreach (var unit in group)
                {
                    unit.Fail(e);
                }

                if (group.Count == 0 && _queue.Reader.TryRead(out var first))
                {
                    first.Fail(e);
                }

                statements?.Dispose();
                connection?.Dispose();
                connection = null;
            }

            group.Clear();
        }

        statements?.Dispose();
        connection?.Dispose();
    }

    private async Task CommitGroupAsync(SqliteConnection connection, StatementCache statements, List<Unit> group)
    {
        var transaction = connection.BeginTransaction(deferred: false);
        var started = Stopwatch.GetTimestamp();
        var spins = 0;
        while (group.Count < _database.Options.GroupCommitMax
            && Stopwatch.GetElapsedTime(started) < _database.Options.GroupCommitBudget)
        {
            if (!_queue.Reader.TryRead(out var unit))
            {
                // Callers of the last group are just waking up: a moment's patience lets them share this flush.
                if (group.Count == 0 || spins++ >= 3)
                {
                    break;
                }

                Thread.Yield();
                continue;
            }

            if (unit.IsCancelled)
            {
                unit.Cancel();
                continue;
            }

            // The first unit needs no savepoint: when it fails alone, the transaction is given up as a whole.
            var first = group.Count == 0;
            if (!first)
            {
                statements.Get(Savepoint, transaction, []).ExecuteNonQuery();
            }

            var scope = new LedgerTransaction(_database, connection, transaction, statements);
            try
            {
                await RunAsync(unit, scope);
                if (!first)
                {
                    statements.Get(Release, transaction, []).ExecuteNonQuery();
                }

                group.Add(unit);
            }
            catch (Exception e)
            {
                if (first)
                {
                    transaction.Rollback();
                    transaction.Dispose();
                    unit.Fail(e);
                    transaction = connection.BeginTransaction(deferred: false);
                }
                else
                {
                    statements.Get(RollbackTo, transaction, []).ExecuteNonQuery();
                    statements.Get(Release, transaction, []).ExecuteNonQuery();
                    unit.Fail(e);
                }
            }
        }

        if (group.Count == 0)
        {
            transaction.Rollback();
        }
        else
        {
            _database.Faults?.Invoke(CommitPoint.Before);
            transaction.Commit();
            _database.Faults?.Invoke(CommitPoint.After);
        }

        transaction.Dispose();
        foreach (var unit in group)
        {
            unit.Complete();
        }
    }

    private static async Task RunAsync(Unit unit, LedgerTransaction scope)
    {
        try
        {
            await unit.RunAsync(scope);
            await scope.RunBeforeCommitAsync();
        }
        finally
        {
            await scope.DisposeItemsAsync();
        }
    }

    private abstract class Unit
    {
        public abstract bool IsCancelled { get; }

        public abstract Task RunAsync(LedgerTransaction transaction);

        public abstract void Complete();

        public abstract void Fail(Exception exception);

        public abstract void Cancel();
    }

    private sealed class Unit<T>(Func<LedgerTransaction, Task<T>> work, CancellationToken cancellationToken) : Unit
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private LedgerTransaction? _transaction;
        private T? _result;

        public Task<T> Task => _done.Task;

        public override bool IsCancelled => cancellationToken.IsCancellationRequested;

        public override async Task RunAsync(LedgerTransaction transaction)
        {
            _transaction = transaction;
            _result = await work(transaction);
        }

        public override void Complete()
        {
            _done.TrySetResult(_result!);
            _transaction!.RunOnCommitted();
        }

        public override void Fail(Exception exception) => _done.TrySetException(exception);

        public override void Cancel() => _done.TrySetCanceled(cancellationToken);
    }
}
