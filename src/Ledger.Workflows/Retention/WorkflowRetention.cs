using System.Diagnostics;
using Ledger.Foundation;
using Ledger.Workflows.Instances;
using Ledger.Workflows.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Retention;

/// <inheritdoc cref="IRetention"/>
internal sealed partial class WorkflowRetention(
    LedgerDatabase database, IOptions<WorkflowOptions> options, ILogger<WorkflowRetention> logger) : BackgroundService, IRetention
{
    private const int ChunkSize = 100;

    private const string Columns =
        """
        id, company_id, definition_id, version_id, version, sub_status, correlation_id, name,
        parent_instance_id, started_by, idempotency_key, created_at, updated_at, finished_at, moves
        """;

    /// <summary>The longest that one unit of work has held the writer; for tests and measurements.</summary>
    public TimeSpan LongestWrite { get; private set; }

    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        var before = (database.Clock.GetUtcNow() - options.Value.RetentionAge).ToUnixTimeMilliseconds();
        var (last, archived) = (0L, 0);
        while (true)
        {
            // Reading and compressing happen outside the write; what changed in between stays for the next time.
            var chunk = await ReadAsync(last, before);
            if (chunk.Count == 0)
            {
                break;
            }

            last = chunk[^1].Id;
            archived += await database.WriteAsync(tx => MoveAsync(tx, chunk), cancellationToken);
        }

        if (archived > 0)
        {
            LogArchived(archived);
        }

        return archived;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Value.RetentionInterval, database.Clock, stoppingToken);
                await RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogTrouble(e);
            }
        }
    }

    private async Task<List<Candidate>> ReadAsync(long after, long before)
    {
        var candidates = await database.QueryAsync(
            $"""
            select id, revision, state from workflow_instances
            where id > $1 and finished_at < $2 and sub_status in (3, 4) order by id limit {ChunkSize}
            """,
            row => new Candidate(row.GetInt64(0), row.GetInt32(1), (byte[])row[2]), after, before);
        if (candidates.Count == 0)
        {
            return candidates;
        }

        var (first, last) = (candidates[0].Id, candidates[^1].Id);
        var chunks = (await database.QueryAsync(
            $"""
            select c.instance_id, c.entries from journal_chunks c
            where c.instance_id in (select id from workflow_instances where id > $1 and finished_at < $2 and sub_status in (3, 4) order by id limit {ChunkSize})
            order by c.id
            """,
            row => (InstanceId: row.GetInt64(0), Entries: (byte[])row[1]), after, before)).ToLookup(row => row.InstanceId, row => row.Entries);
        var incidents = (await database.QueryAsync(
            """
            select instance_id, id, activity_id, node_id, activity_type, code, message, exception, at, resolution, resolved_by, resolved_at
            from incidents where instance_id between $1 and $2 order by id
            """,
            row => (InstanceId: row.GetInt64(0), Incident: new IncidentInfo(
                row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6),
                row.IsDBNull(7) ? null : row.GetString(7), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
                row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetString(10),
                row.IsDBNull(11) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(11)))),
            first, last)).ToLookup(row => row.InstanceId, row => row.Incident);
        foreach (var candidate in candidates)
        {
            candidate.HasIncidents = incidents.Contains(candidate.Id);
            candidate.Document = new ArchiveDocument(
                Packing.Unpack(candidate.State).ToArray(), [.. chunks[candidate.Id]], [.. incidents[candidate.Id]]).Write();
        }

        return candidates;
    }

    private async Task<int> MoveAsync(LedgerTransaction transaction, List<Candidate> chunk)
    {
        var started = Stopwatch.GetTimestamp();
        var moved = transaction.Kind == DatabaseKind.PostgreSql ? await MoveTogetherAsync(transaction, chunk) : await MoveEachAsync(transaction, chunk);
        var took = Stopwatch.GetElapsedTime(started);
        LongestWrite = took > LongestWrite ? took : LongestWrite;
        return moved;
    }

    // In the same process a statement costs microseconds, and prepared ones need no list of keys.
    private static async Task<int> MoveEachAsync(LedgerTransaction transaction, List<Candidate> chunk)
    {
        var moved = 0;
        foreach (var candidate in chunk)
        {
            var rows = await transaction.ExecuteAsync(
                $"insert into instance_archive ({Columns}, document) select {Columns}, $3 from workflow_instances where id = $1 and revision = $2",
                candidate.Id, candidate.Revision, candidate.Document);
            if (rows == 0)
            {
                continue; // It was taken up again (a compensation) or moved by another process.
            }

            await transaction.ExecuteAsync("delete from journal_chunks where instance_id = $1", candidate.Id);
            if (candidate.HasIncidents)
            {
                await transaction.ExecuteAsync("delete from incidents where instance_id = $1", candidate.Id);
            }

            await transaction.ExecuteAsync("delete from workflow_instances where id = $1", candidate.Id);
            moved++;
        }

        return moved;
    }

    // Over a connection each statement is a round trip: one for all rows.
    private static async Task<int> MoveTogetherAsync(LedgerTransaction transaction, List<Candidate> chunk)
    {
        // The delete comes first and decides: what was taken up again, or moved by another node, is not in its answer.
        var moved = await transaction.QueryAsync(
            $"""
            with gone as (
                delete from workflow_instances i using unnest($1, $2, $3) as c(id, revision, document)
                where i.id = c.id and i.revision = c.revision returning i.*, c.document)
            insert into instance_archive ({Columns}, document) select {Columns}, document from gone returning id
            """,
            row => row.GetInt64(0), chunk.Select(c => c.Id).ToArray(), chunk.Select(c => c.Revision).ToArray(), chunk.Select(c => c.Document).ToArray());
        var ids = moved.ToArray();
        await transaction.ExecuteAsync("delete from journal_chunks where instance_id = any($1)", ids);
        await transaction.ExecuteAsync("delete from incidents where instance_id = any($1)", ids);
        return ids.Length;
    }

    [LoggerMessage(LogLevel.Information, "{Count} instances were archived.")]
    private partial void LogArchived(int count);

    [LoggerMessage(LogLevel.Error, "Instances could not be archived; it is tried again.")]
    private partial void LogTrouble(Exception cause);

    private sealed class Candidate(long id, int revision, byte[] state)
    {
        public long Id { get; } = id;

        public int Revision { get; } = revision;

        public byte[] State { get; } = state;

        public bool HasIncidents { get; set; }

        public byte[] Document { get; set; } = [];
    }
}
