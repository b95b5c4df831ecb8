using Ledger.Workflows.Instances;

namespace Ledger.Benchmarks;

/// <summary>Durable instances: the ten-step flowchart, and start, wait, resume, three steps, end. All with synchronous=FULL.</summary>
public sealed class DurabilityBenchmark : IBenchmark
{
    // Elsa 3.8 on a machine like these, synchronous=FULL: instances a second with one worker, and tuned with eight.
    private const double PeerTenSteps = 40;
    private const double PeerTenStepsTuned = 46;
    private const double PeerWait = 23;

    public string Name => "durability";

    public async Task RunAsync(Report report)
    {
        using var folder = new ScratchFolder();
        using var commits = new RawCommits(folder.Path);
        await using var host = await BenchmarkHost.CreateAsync(folder.Path, BenchmarkFlows.TenSteps(), BenchmarkFlows.WaitAndResume());
        var ten = () => host.Runtime.StartAsync(new StartWorkflow("ten-steps", BenchmarkHost.Actor));
        var wait = async () =>
        {
            var started = await host.Runtime.StartAsync(new StartWorkflow("wait-and-resume", BenchmarkHost.Actor));
            await host.Runtime.SendAsync(new Stimulus("Elsa.Event", WaitActivity.Payload(started.InstanceId), BenchmarkHost.Actor));
        };
        await Measurement.TakeAsync(4, TimeSpan.FromSeconds(2), _ => ten());
        await Measurement.TakeAsync(4, TimeSpan.FromSeconds(2), _ => wait());
        foreach (var atATime in new[] { 1, 2, 8, 16 })
        {
            // The disk is shared: the baseline is taken on both sides of what it is compared with.
            var before = commits.Measure(TimeSpan.FromSeconds(1));
            var tens = await Measurement.MedianAsync(atATime, TimeSpan.FromSeconds(2), _ => ten());
            var between = commits.Measure(TimeSpan.FromSeconds(1));
            Add(report, "ten steps", atATime, tens, bursts: 1, (before + between) / 2, PeerTenSteps);
            var waits = await Measurement.MedianAsync(atATime, TimeSpan.FromSeconds(2), _ => wait());
            var after = commits.Measure(TimeSpan.FromSeconds(1));
            Add(report, "wait and resume", atATime, waits, bursts: 2, (between + after) / 2, PeerWait);
            if (atATime == 8)
            {
                report.AddRatio("ten steps against the tuned peer, 8 at a time", tens.PerSecond, "/s", PeerTenStepsTuned, 50);
            }
        }
    }

    private static void Add(Report report, string name, int atATime, Measurement result, int bursts, double raw, double peer)
    {
        if (atATime is 1 or 16)
        {
            report.AddRatio($"{name}: bursts, {atATime} at a time", result.PerSecond * bursts, "/s", raw, atATime == 1 ? 0.4 : 2);
        }
        else
        {
            report.AddInfo($"{name}: bursts, {atATime} at a time", result.PerSecond * bursts, "/s");
        }

        if (atATime == 1)
        {
            report.AddRatio($"{name}: instances against the peer, 1 at a time", result.PerSecond, "/s", peer, 25);
        }

        report.AddValue($"{name}: processor an instance, {atATime} at a time", result.CpuMilliseconds, "ms", 1);
    }
}
