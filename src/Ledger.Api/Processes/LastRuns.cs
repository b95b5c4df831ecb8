using System.Collections.Concurrent;
using System.Globalization;
using Ledger.Foundation;
using Ledger.Workflows.Instances;

namespace Ledger.Api.Processes;

/// <summary>The newest instance of each definition. The whole table is read once for a company; after that only what came since.</summary>
/// <remarks>An index for this question would be paid by every instance; keys grow with time, so remembering the newest key seen is enough.</remarks>
internal sealed class LastRuns(LedgerDatabase database)
{
    // Keys of other nodes are made before their commit and may be seen a little late.
    private static readonly long Overlap = (long)TimeSpan.FromMinutes(10).TotalMilliseconds << 22;

    private readonly ConcurrentDictionary<long, Seen> _seen = new();

    /// <summary>The newest instances of a company, by definition.</summary>
    public async Task<IReadOnlyDictionary<string, LastRun>> ListAsync(long companyId)
    {
        var seen = await RefreshAsync(companyId, _seen.GetValueOrDefault(companyId));
        var runs = await ReadAsync(seen.Newest.Values);
        if (runs.Count < seen.Newest.Count)
        {
            // An instance was deleted: another is the newest of its definition now.
            seen = await RefreshAsync(companyId, null);
            runs = await ReadAsync(seen.Newest.Values);
        }

        return runs;
    }

    private async Task<Seen> RefreshAsync(long companyId, Seen? before)
    {
        var from = before is null ? 0 : before.UpTo - Overlap;
        var archived = before is null ? " union all select definition_id, id from instance_archive where company_id = $1 and id > $2" : string.Empty;
        var rows = await database.QueryAsync(
            $"""
             select definition_id, max(id) from
                 (select definition_id, id from workflow_instances where company_id = $1 and id > $2{archived}) as runs
             group by definition_id
             """,
            row => (Definition: row.GetString(0), Id: row.GetInt64(1)), companyId, from);
        var newest = before is null ? [] : new Dictionary<string, long>(before.Newest);
        foreach (var (definition, id) in rows)
        {
            newest[definition] = Math.Max(id, newest.GetValueOrDefault(definition));
        }

        return _seen[companyId] = new Seen(Math.Max(before?.UpTo ?? 0, newest.Values.DefaultIfEmpty().Max()), newest);
    }

    private async Task<Dictionary<string, LastRun>> ReadAsync(IEnumerable<long> ids)
    {
        var runs = new Dictionary<string, LastRun>();
        foreach (var chunk in ids.Chunk(200))
        {
            var list = string.Join(',', chunk.Select(id => id.ToString(CultureInfo.InvariantCulture)));
            var rows = await database.QueryAsync(
                $"""
                 select id, definition_id, sub_status, created_at from workflow_instances where id in ({list})
                 union all select id, definition_id, sub_status, created_at from instance_archive where id in ({list})
                 """,
                row => (Definition: row.GetString(1), Run: new LastRun(
                    row.GetInt64(0), (WorkflowSubStatus)row.GetInt32(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)))));
            foreach (var (definition, run) in rows)
            {
                runs[definition] = run;
            }
        }

        return runs;
    }

    private sealed record Seen(long UpTo, IReadOnlyDictionary<string, long> Newest);
}
