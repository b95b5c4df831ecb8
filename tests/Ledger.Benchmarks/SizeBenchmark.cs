using Ledger.Workflows.Instances;

namespace Ledger.Benchmarks;

/// <summary>What a finished ten-step instance costs in the database, journal and indexes included.</summary>
public sealed class SizeBenchmark : IBenchmark
{
    private const int Instances = 5_000;
    private const double PeerBytes = 23_000;

    public string Name => "size";

    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        await using var host = await BenchmarkHost.CreateAsync(folder.Path, BenchmarkFlows.TenSteps());
        var before = await BytesAsync(host);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Instances), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (_, token) => await host.Runtime.StartAsync(new StartWorkflow("ten-steps", BenchmarkHost.Actor), token));
        var each = (await BytesAsync(host) - before) / Instances;
        report.AddValue("database a finished ten-step instance", each, "bytes", 4_096);
        report.AddRatio("the same against the peer", each, "bytes", PeerBytes, 0.25, largerIsBetter: false);
    }

    private static async Task<double> BytesAsync(BenchmarkHost host)
    {
        var pages = await host.Database.QueryAsync("select page_count * page_size from pragma_page_count(), pragma_page_size()", r => r.GetInt64(0));
        return pages[0];
    }
}
