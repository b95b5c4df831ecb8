using System.Text.Json.Nodes;
using Ledger.Foundation;

namespace Ledger.Api.Parameters;

/// <summary>Who changed which parameter last, out of the audit trail.</summary>
internal sealed class ParameterHistory(LedgerDatabase database)
{
    // More changes of one module than this and the oldest parameters show no author; the audit page has them all.
    private const int ChangesMax = 500;

    /// <summary>The last change of each parameter of a module, by its key.</summary>
    public async Task<IReadOnlyDictionary<string, ParameterChange>> ReadAsync(long companyId, string module)
    {
        var entries = await database.QueryAsync(
            """
            select sequence, at, user_name, detail from audit_entries
            where company_id = $1 and subject_type = 'parameters' and subject_id = $2 and action = 'parameters.changed'
            order by sequence desc limit $3
            """,
            row => (Sequence: row.GetInt64(0), At: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), By: row.GetString(2), Detail: row.GetString(3)),
            companyId, module, ChangesMax);
        var found = new Dictionary<string, ParameterChange>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var detail = JsonNode.Parse(entry.Detail);
            foreach (var (key, after) in detail?["after"] as JsonObject ?? [])
            {
                var before = (detail?["before"] as JsonObject)?[key];
                if (!JsonNode.DeepEquals(before, after))
                {
                    found.TryAdd(key, new ParameterChange(entry.Sequence, entry.At, entry.By));
                }
            }
        }

        return found;
    }
}

/// <summary>A change of a parameter.</summary>
/// <param name="Sequence">Its entry in the audit trail.</param>
/// <param name="At">When.</param>
/// <param name="By">Who, by user name.</param>
internal sealed record ParameterChange(long Sequence, DateTimeOffset At, string By);
