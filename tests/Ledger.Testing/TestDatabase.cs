using System.Data.Common;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Testing;

/// <summary>A fresh, migrated database for one test: a real SQLite file or a real PostgreSQL database; removed afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _folder;

    private TestDatabase(DatabaseOptions options, TimeProvider clock, string? folder)
    {
        _folder = folder;
        Options = options;
        Database = new LedgerDatabase(options, clock);
    }

    public DatabaseOptions Options { get; }

    public LedgerDatabase Database { get; }

    /// <summary>Makes a database of the given kind with the storage schema and those of the given contexts.</summary>
    public static async Task<TestDatabase> CreateAsync(
        DatabaseKind kind = DatabaseKind.Sqlite, TimeProvider? clock = null, params Func<DbConnection, DbContext>[] contexts)
    {
        TestDatabase database;
        if (kind == DatabaseKind.PostgreSql)
        {
            var connectionString = await PostgreSqlServer.CreateDatabaseAsync();
            database = new TestDatabase(DatabaseOptions.ForPostgreSql(connectionString), clock ?? TimeProvider.System, null);
        }
        else
        {
            var folder = Path.Combine(Path.GetTempPath(), "ledger-tests", Guid.NewGuid().ToString("N"));
            database = new TestDatabase(DatabaseOptions.ForSqliteFile(Path.Combine(folder, "ledger.db")), clock ?? TimeProvider.System, folder);
        }

        await SchemaMigrator.MigrateAsync(database.Database, contexts);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is not null)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
