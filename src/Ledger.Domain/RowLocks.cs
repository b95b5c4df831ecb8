using Ledger.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Ledger.Domain;

/// <summary>Locks rows that two units of work may want to change at once.</summary>
public static class RowLocks
{
    /// <summary>
    /// Locks rows of a table until the commit, in the order of their keys so that two callers cannot wait for each other.
    /// Does nothing on SQLite, where one unit of work runs at a time.
    /// </summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="table">The table; a constant of the caller.</param>
    /// <param name="ids">The keys; those that do not exist, or belong to another company, are passed over.</param>
    public static async Task LockAsync(this LedgerSession session, string table, params IEnumerable<long> ids)
    {
        if (session.Transaction.Kind == DatabaseKind.PostgreSql)
        {
            await session.Transaction.QueryAsync(
                $"select id from {table} where id = any($1) and company_id = $2 order by id for update",
                row => row.GetInt64(0), ids.ToArray(), session.CompanyId);
        }
    }

    /// <summary>
    /// Locks a row and reads it as it is now, even when this unit of work had read it before and hand-written SQL or
    /// another writer changed it since. Null when it does not exist or belongs to another company.
    /// </summary>
    internal static async Task<T?> FindLockedAsync<T>(this LedgerSession session, string table, long id)
        where T : class, ICompanyOwned
    {
        await session.LockAsync(table, id);
        var row = await session.Db.Set<T>().SingleOrDefaultAsync(e => EF.Property<long>(e, "Id") == id);
        if (row is not null && session.Db.Entry(row) is { State: EntityState.Unchanged } entry)
        {
            await entry.ReloadAsync();
        }

        return row;
    }
}
