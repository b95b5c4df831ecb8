using System.Diagnostics;

namespace Ledger.Benchmarks;

/// <summary>What a run of many like operations took.</summary>
/// <param name="PerSecond">Operations a second of wall time.</param>
/// <param name="CpuMilliseconds">Processor time of the whole process per operation.</param>
internal sealed record Measurement(double PerSecond, double CpuMilliseconds)
{
    /// <summary>Runs <paramref name="operation"/> for a while, so many at a time.</summary>
    public static async Task<Measurement> TakeAsync(int atATime, TimeSpan duration, Func<int, Task> operation)
    {
        var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, atATime).Select(worker => Task.Run(async () =>
        {
            while (clock.Elapsed < duration)
            {
                await operation(worker);
                Interlocked.Increment(ref count);
            }
        })));
        var elapsed = clock.Elapsed;
        process.Refresh();
        return new Measurement(count / elapsed.TotalSeconds, (process.TotalProcessorTime - cpu).TotalMilliseconds / count);
    }

    /// <summary>The middle of three measurements by rate: others use this machine too.</summary>
    public static async Task<Measurement> MedianAsync(int atATime, TimeSpan duration, Func<int, Task> operation)
    {
        var all = new List<Measurement>();
        for (var i = 0; i < 3; i++)
        {
            all.Add(await TakeAsync(atATime, duration, operation));
        }

        return all.OrderBy(m => m.PerSecond).ElementAt(1);
    }
}
