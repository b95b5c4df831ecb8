using Ledger.Foundation;

namespace Ledger.Api.Processes;

/// <summary>How many runs of a process have not ended.</summary>
/// <param name="Open">Under way or waiting.</param>
/// <param name="Faulted">Stopped at a fault that nobody has decided on.</param>
internal readonly record struct RunCount(int Open, int Faulted);

/// <summary>Counts what runs, off the partial indexes: it costs as much as there is running, however much has ended.</summary>
internal sealed class RunCounts(LedgerDatabase database)
{
    /// <summary>The counts of a company by definition; a definition of which nothing runs is left out.</summary>
    public async Task<IReadOnlyDictionary<string, RunCount>> ListAsync(long companyId)
    {
        // The plus and the range keep SQLite from walking all instances of the company instead of the partial index.
        var open = await database.QueryAsync(
            """
            select definition_id, count(*) from workflow_instances
            where finished_at is null and definition_id >= '' and +company_id = $1 group by definition_id
            """,
            row => (Definition: row.GetString(0), Count: (int)row.GetInt64(1)), companyId);
        var faulted = await database.QueryAsync(
            """
            select definition_id, count(*) from workflow_instances
            where sub_status = 5 and id in (select instance_id from incidents where company_id = $1 and resolution is null) group by definition_id
            """,
            row => (Definition: row.GetString(0), Count: (int)row.GetInt64(1)), companyId);
        return open.Select(o => (o.Definition, new RunCount(o.Count, 0))).Concat(faulted.Select(f => (f.Definition, new RunCount(0, f.Count))))
            .GroupBy(c => c.Definition).ToDictionary(g => g.Key, g => new RunCount(g.Sum(c => c.Item2.Open), g.Sum(c => c.Item2.Faulted)));
    }
}
