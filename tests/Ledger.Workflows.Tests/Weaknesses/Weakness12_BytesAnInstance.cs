using Ledger.Workflows.Tests.Runtime;

namespace Ledger.Workflows.Tests.Weaknesses;

/// <summary>The peer writes the whole state at each commit, a record and two journal rows a step: 23 KB of database for ten steps.</summary>
public sealed class Weakness12_BytesAnInstance
{
    [Fact]
    public async Task TenSteps_FinishedWithJournalAndIndexes_TakeAtMostFourKilobytes()
    {
        await using var host = await RuntimeHost.CreateAsync();
        host.Add("ten", Flow.Flowchart([.. Enumerable.Range(1, 10).Select(i => Flow.Line($"step {i}"))]));
        var before = await BytesAsync(host);

        for (var i = 0; i < 300; i++)
        {
            await host.StartAsync("ten");
        }

        ((await BytesAsync(host) - before) / 300).Should().BeLessThan(4_096);
        (await host.CountAsync("journal_chunks")).Should().Be(300);
    }

    private static async Task<long> BytesAsync(RuntimeHost host) => (await host.Database.QueryAsync(
        "select page_count * page_size from pragma_page_count(), pragma_page_size()", r => r.GetInt64(0)))[0];
}
