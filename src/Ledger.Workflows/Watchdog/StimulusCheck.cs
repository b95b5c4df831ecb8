using Ledger.Foundation;
using Microsoft.Extensions.Options;

namespace Ledger.Workflows.Watchdog;

/// <summary>A stimulus that nobody has waited for within <see cref="WorkflowOptions.KeptStimulusAge"/> is reported and let go.</summary>
internal sealed class StimulusCheck(IOptions<WorkflowOptions> options) : IWatchdogCheck
{
    public async Task<IReadOnlyList<WatchdogFinding>> CheckAsync(LedgerTransaction transaction)
    {
        var oldest = (transaction.Database.Clock.GetUtcNow() - options.Value.KeptStimulusAge).ToUnixTimeMilliseconds();
        var expired = await transaction.QueryAsync(
            "select id, company_id, name, instance_id from kept_stimuli where created_at < $1 order by created_at limit 200",
            row => (Id: row.GetInt64(0), CompanyId: row.GetInt64(1), Name: row.GetString(2), InstanceId: row.IsDBNull(3) ? (long?)null : row.GetInt64(3)),
            oldest);
        var findings = new List<WatchdogFinding>();
        foreach (var (id, company, name, instance) in expired)
        {
            await transaction.ExecuteAsync("delete from kept_stimuli where id = $1", id);
            findings.Add(new WatchdogFinding(
                "stimulus.unclaimed", company, id, instance, $"The stimulus {name} reached nobody and was let go.", Repaired: false));
        }

        return findings;
    }
}
