using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Foundation;

/// <summary>Brings a database to the schema of this version; every start calls it.</summary>
public static class SchemaMigrator
{
    /// <summary>Applies the storage migrations and then those of each context that <paramref name="contexts"/> makes.</summary>
    /// <remarks>Safe when two processes start at once: one migrates, the other waits. A process killed in the middle leaves no lock behind.</remarks>
    public static async Task MigrateAsync(
        LedgerDatabase database, IEnumerable<Func<DbConnection, DbContext>> contexts, CancellationToken cancellationToken = default)
    {
        await using var fileLock = await LockAsync(database, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        Func<DbConnection, DbContext> storage = c => new StorageDb(
            LedgerDbContext.Options<StorageDb>(database.Kind, c, StorageDb.HistoryTable));
        foreach (var make in contexts.Prepend(storage))
        {
            await using var context = make(connection);
            await context.Database.MigrateAsync(cancellationToken);
        }
    }

    // EF Core's own lock on SQLite is a row that a killed process leaves behind, and everyone then waits for ever. The
    // operating system's lock on a file ends with its process, so it guards the migration and the stale row is removed.
    private static async Task<FileStream?> LockAsync(LedgerDatabase database, CancellationToken cancellationToken)
    {
        if (database.Kind != DatabaseKind.Sqlite)
        {
            return null;
        }

        var source = new SqliteConnectionStringBuilder(database.Options.ConnectionString).DataSource;
        var path = source + ".migrating";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                await using var connection = database.OpenSqlite();
                await using var command = connection.CreateCommand();
                command.CommandText = "drop table if exists __EFMigrationsLock";
                command.ExecuteNonQuery();
                return stream;
            }
            catch (IOException) when (attempt < 600)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
