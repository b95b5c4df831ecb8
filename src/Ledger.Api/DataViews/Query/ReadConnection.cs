using System.Data;
using System.Data.Common;
using System.Globalization;
using Ledger.Foundation;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ledger.Api.DataViews.Query;

/// <summary>
/// One reading of the database: all its statements see one moment, and a caller that goes away stops a long one on both
/// databases.
/// </summary>
internal sealed class ReadConnection : IAsyncDisposable
{
    private const int Interrupted = 9; // SQLITE_INTERRUPT

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    private ReadConnection(DbConnection connection, DbTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Opens one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="isLarge">True to let SQLite sort in a file instead of memory: for exports.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<ReadConnection> OpenAsync(LedgerDatabase database, bool isLarge, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            Dialect.Prepare(connection);
            if (connection is not SqliteConnection sqlite)
            {
                return new ReadConnection(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken));
            }

            using var store = sqlite.CreateCommand();
            store.CommandText = isLarge ? "pragma temp_store = file" : "pragma temp_store = memory";
            store.ExecuteNonQuery();
            return new ReadConnection(connection, sqlite.BeginTransaction(deferred: true));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows of a statement.</summary>
    public async Task<List<T>> ListAsync<T>(SqlStatement statement, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await EachAsync(
            statement,
            row =>
            {
                rows.Add(map(row));
                return true;
            },
            cancellationToken);
        return rows;
    }

    /// <summary>Gives each row to <paramref name="take"/> as it comes, until that answers false.</summary>
    public async Task EachAsync(SqlStatement statement, Func<DbDataReader, bool> take, CancellationToken cancellationToken)
    {
        await using var command = Command(statement);
        if (_connection is SqliteConnection sqlite)
        {
            // SQLite works on the calling thread, which may be one that many people's pages share.
            await Task.Run(() => Each(sqlite, command, take, cancellationToken), cancellationToken);
            return;
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken) && take(reader))
        {
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static void Each(SqliteConnection connection, DbCommand command, Func<DbDataReader, bool> take, CancellationToken cancellationToken)
    {
        using var interrupting = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read() && take(reader))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted)
        {
            throw new OperationCanceledException("The reading was given up.", e, cancellationToken);
        }
    }

    private DbCommand Command(SqlStatement statement)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = statement.Text;
        for (var i = 0; i < statement.Values.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.Value = statement.Values[i];
            if (_connection is SqliteConnection)
            {
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i + 1}");
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }
}
