using Ledger.Foundation;

namespace Ledger.Domain;

/// <summary>Runs domain work in units of work, for callers that have none yet (the HTTP API, the command line, imports).</summary>
public static class LedgerSessions
{
    /// <summary>Runs <paramref name="work"/> as one unit of work; see <see cref="LedgerDatabase.WriteAsync{T}"/>.</summary>
    public static Task<T> WriteAsync<T>(
        this LedgerDatabase database, Actor actor, Func<LedgerSession, Task<T>> work, CancellationToken cancellationToken = default) =>
        database.WriteAsync(transaction => work(LedgerSession.Join(transaction, actor)), cancellationToken);

    /// <summary>As the other overload, for work without a result.</summary>
    public static Task WriteAsync(
        this LedgerDatabase database, Actor actor, Func<LedgerSession, Task> work, CancellationToken cancellationToken = default) =>
        database.WriteAsync(transaction => work(LedgerSession.Join(transaction, actor)), cancellationToken);

    /// <summary>Reads a company's tables on a connection of its own; nothing read is tracked.</summary>
    public static async Task<T> ReadAsync<T>(
        this LedgerDatabase database, long companyId, Func<LedgerDb, Task<T>> read, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var db = new LedgerDb(
            LedgerDbContext.Options<LedgerDb>(database.Kind, connection, LedgerDb.HistoryTable), companyId);
        db.ChangeTracker.QueryTrackingBehavior = Microsoft.EntityFrameworkCore.QueryTrackingBehavior.NoTracking;
        return await read(db);
    }
}
