using System.Data.Common;
using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain.Tests;

/// <summary>The ledger's context for test databases.</summary>
public static class LedgerBooks
{
    public static DbContext Context(DbConnection connection) => new LedgerDb(
        LedgerDbContext.Options<LedgerDb>(
            connection is Npgsql.NpgsqlConnection ? DatabaseKind.PostgreSql : DatabaseKind.Sqlite, connection, LedgerDb.HistoryTable));
}
