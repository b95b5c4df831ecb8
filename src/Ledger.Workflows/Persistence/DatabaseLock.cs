using System.Security.Cryptography;
using System.Text;
using Ledger.Foundation;

namespace Ledger.Workflows.Persistence;

/// <summary>A lock on a thing that may not have a row yet, held to the end of the unit of work. SQLite has one writer and needs none.</summary>
internal static class DatabaseLock
{
    public static Task TakeAsync(LedgerTransaction transaction, long key) =>
        transaction.Kind == DatabaseKind.PostgreSql
            ? transaction.QueryFirstAsync("select pg_advisory_xact_lock($1)", _ => true, key)
            : Task.CompletedTask;

    public static Task TakeAsync(LedgerTransaction transaction, string key) =>
        transaction.Kind == DatabaseKind.PostgreSql
            ? TakeAsync(transaction, BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key))))
            : Task.CompletedTask;
}
