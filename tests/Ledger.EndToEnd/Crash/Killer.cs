using System.Diagnostics;
using System.Globalization;
using Ledger.EndToEnd.Servers;

namespace Ledger.EndToEnd.Crash;

/// <summary>
/// Kills a server again and again at random moments: half of them anywhere, half of them soon after somebody says that something
/// worth interrupting begins. All moments come from one seed.
/// </summary>
internal sealed class Killer(ServerProcess server, int kills, int seed, Action<string> say)
{
    private const int AnywhereMax = 2_500;
    private const int AfterHintMax = 700;
    private readonly Random _random = new(seed);
    private TaskCompletionSource<string> _hint = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How often it killed.</summary>
    public int Done { get; private set; }

    /// <summary>True while more kills are to come: the load goes on.</summary>
    public bool IsAtWork => Done < kills;

    /// <summary>How many kills came after which hint.</summary>
    public SortedDictionary<string, int> After { get; } = new(StringComparer.Ordinal);

    /// <summary>Something begins that a crash should not be able to break.</summary>
    public void Hint(string what) => Volatile.Read(ref _hint).TrySetResult(what);

    public async Task RunAsync()
    {
        while (IsAtWork)
        {
            var waitsForHint = _random.Next(2) == 0;
            var pause = TimeSpan.FromMilliseconds(_random.Next(waitsForHint ? AfterHintMax : AnywhereMax));
            var what = "anything";
            if (waitsForHint)
            {
                var hint = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                Volatile.Write(ref _hint, hint);
                if (await Task.WhenAny(hint.Task, Task.Delay(TimeSpan.FromSeconds(10))) == hint.Task)
                {
                    what = await hint.Task;
                }
            }

            await Task.Delay(pause);
            await server.KillAsync();
            Done++;
            After[what] = After.GetValueOrDefault(what) + 1;
            var started = Stopwatch.StartNew();
            await server.StartAsync();
            say(string.Create(CultureInfo.InvariantCulture, $"kill {Done} of {kills} after {what} and {pause.TotalMilliseconds:0} ms; back in {started.ElapsedMilliseconds} ms"));
        }
    }
}
