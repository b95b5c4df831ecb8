namespace Ledger.Foundation;

/// <summary>Each unit of work has a connection and a transaction of its own; the server groups their flushes.</summary>
internal sealed class PostgreSqlWriter(LedgerDatabase database) : IWriter
{
    private const int AttemptsMax = 6;

    public async Task<T> WriteAsync<T>(Func<LedgerTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(work, cancellationToken);
            }
            catch (Exception e) when (attempt < AttemptsMax && LedgerTransaction.IsTransient(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<T> TryAsync<T>(Func<LedgerTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var physical = await connection.BeginTransactionAsync(cancellationToken);
        using var statements = new StatementCache(connection);
        var transaction = new LedgerTransaction(database, connection, physical, statements);
        T result;
        try
        {
            result = await work(transaction);
            await transaction.RunBeforeCommitAsync();
        }
        finally
        {
            await transaction.DisposeItemsAsync();
        }

        database.Faults?.Invoke(CommitPoint.Before);
        await physical.CommitAsync(CancellationToken.None);
        database.Faults?.Invoke(CommitPoint.After);
        transaction.RunOnCommitted();
        return result;
    }
}
