using System.Data.Common;
using Ledger.Foundation;

namespace Ledger.Workflows.Queue;

/// <summary>The table of pending runs: constant statements, prepared once a connection.</summary>
internal static class PendingRuns
{
    private const string Columns = "id, instance_id, kind, due_at, priority, attempts, bookmark_id, data";

    private const string Insert = $"insert into pending_runs ({Columns}, error) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    // Claiming takes the row out: the burst and the claim are one unit of work, so a crash puts it back without any lease.
    private const string ClaimSqlite =
        $"""
        delete from pending_runs where id = (
            select id from pending_runs where priority = $2 and due_at <= $1 order by due_at limit 1)
        returning {Columns}
        """;

    private const string ClaimPostgreSql =
        $"""
        delete from pending_runs where id = (
            select id from pending_runs where priority = $2 and due_at <= $1 order by due_at limit 1 for update skip locked)
        returning {Columns}
        """;

    /// <summary>Adds a row; the workers are woken after the commit when it is due.</summary>
    public static async Task AddAsync(LedgerTransaction transaction, PendingRun run, QueueSignal signal, string? error = null)
    {
        await transaction.ExecuteAsync(
            Insert, run.Id, run.InstanceId, (int)run.Kind, run.DueAt, run.Priority, run.Attempts, run.BookmarkId,
            ReferenceEquals(run.Data, RunData.Empty) ? null : run.Data.Write(), error);
        signal.WakeAfter(transaction, run.DueAt);
    }

    /// <summary>Takes the next row that is due out of the queue; null when there is none that nobody else has.</summary>
    public static async Task<PendingRun?> ClaimAsync(LedgerTransaction transaction, long now)
    {
        var sql = transaction.Kind == DatabaseKind.PostgreSql ? ClaimPostgreSql : ClaimSqlite;
        return await transaction.QueryFirstAsync(sql, Map, now, PendingRun.Urgent)
            ?? await transaction.QueryFirstAsync(sql, Map, now, PendingRun.Background);
    }

    /// <summary>Puts a claimed row back under a lease: until then only its owner works on it.</summary>
    public static Task LeaseAsync(LedgerTransaction transaction, PendingRun run, string owner, long until) =>
        transaction.ExecuteAsync(
            $"insert into pending_runs ({Columns}, lease_owner, lease_until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $4)",
            run.Id, run.InstanceId, (int)run.Kind, until, run.Priority, run.Attempts, run.BookmarkId, run.Data.Write(), owner);

    /// <summary>Prolongs a lease; false when it has passed to another.</summary>
    public static async Task<bool> ProlongAsync(LedgerTransaction transaction, long id, string owner, long until) =>
        await transaction.ExecuteAsync(
            "update pending_runs set due_at = $3, lease_until = $3 where id = $1 and lease_owner = $2", id, owner, until) == 1;

    /// <summary>Takes a leased row out of the queue; false when the lease has passed to another.</summary>
    public static async Task<bool> FinishAsync(LedgerTransaction transaction, long id, string owner) =>
        await transaction.ExecuteAsync("delete from pending_runs where id = $1 and lease_owner = $2", id, owner) == 1;

    /// <summary>Gives back what this worker holds, to be claimed at once; for a graceful stop.</summary>
    public static Task<int> ReleaseAsync(LedgerTransaction transaction, string owner, long now) =>
        transaction.ExecuteAsync(
            "update pending_runs set due_at = $2, lease_owner = null, lease_until = null where lease_owner = $1", owner, now);

    /// <summary>Removes the timer of a bookmark that is gone.</summary>
    public static Task RemoveTimerAsync(LedgerTransaction transaction, long instanceId, long bookmarkId) =>
        transaction.ExecuteAsync("delete from pending_runs where instance_id = $1 and bookmark_id = $2", instanceId, bookmarkId);

    /// <summary>Removes all rows of an instance that has ended.</summary>
    public static Task RemoveAllAsync(LedgerTransaction transaction, long instanceId) =>
        transaction.ExecuteAsync("delete from pending_runs where instance_id = $1", instanceId);

    /// <summary>When the next row is due, in milliseconds since 1970; null when the queue is empty.</summary>
    public static async Task<long?> NextDueAsync(LedgerDatabase database)
    {
        var next = await database.QueryAsync(
            """
            select min(due) from (
                select min(due_at) as due from pending_runs where priority = 0
                union all select min(due_at) from pending_runs where priority = 1
                union all select min(next_due_at) from workflow_triggers where next_due_at is not null and is_active) as next
            """,
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0));
        return next[0];
    }

    private static PendingRun Map(DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), (PendingRunKind)row.GetInt32(2), row.GetInt64(3))
    {
        Priority = row.GetInt32(4),
        Attempts = row.GetInt32(5),
        BookmarkId = row.IsDBNull(6) ? null : row.GetInt64(6),
        Data = row.IsDBNull(7) ? RunData.Empty : RunData.Read((byte[])row[7]),
    };
}
