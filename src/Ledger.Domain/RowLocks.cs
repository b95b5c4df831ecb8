using Ledger.Foundation;

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
}
