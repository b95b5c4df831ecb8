using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer's stores scan linearly. Here each statement of the hot path goes by an index.</summary>
public sealed class Weakness13_LinearScans
{
    [Theory]
    [InlineData("select id, instance_id from bookmarks where hash_key = 1 and hash = 'x' and company_id = 7 order by id")]
    [InlineData("select id from bookmarks where instance_id = 1 and hash = 'x'")]
    [InlineData("select id from pending_runs where priority = 0 and due_at <= 1 order by due_at limit 1")]
    [InlineData("select id, data from kept_stimuli where hash_key = 1 and hash = 'x' order by id limit 1")]
    [InlineData("select entries from journal_chunks where instance_id = 1 order by id")]
    [InlineData("select definition_id from workflow_triggers where hash_key = 1 and hash = 'x' and is_active")]
    [InlineData("select id from workflow_instances where company_id = 7 order by id desc limit 50")]
    [InlineData("select id from workflow_instances where company_id = 7 and correlation_id = 'x'")]
    [InlineData("select id from workflow_instances where company_id = 7 and idempotency_key = 'x'")]
    [InlineData("select 1 from workflow_instances where definition_id = 'x' and company_id = 7 and finished_at is null limit 1")]
    [InlineData("select id from workflow_instances where parent_instance_id = 1 and sub_status not in (3, 4) order by id")]
    public async Task Statement_OfTheHotPath_UsesAnIndex(string sql)
    {
        await using var host = await RuntimeHost.CreateAsync();

        var plan = await host.Database.QueryAsync("explain query plan " + sql, r => r.GetString(3));

        plan.Should().NotContain(step => step.StartsWith("SCAN")).And.Contain(step => step.Contains("SEARCH"));
    }
}
