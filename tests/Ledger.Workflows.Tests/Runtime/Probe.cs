using System.Collections.Concurrent;

namespace Ledger.Workflows.Tests.Runtime;

/// <summary>How the test activities of one host behave, and what they noted.</summary>
internal sealed class Probe
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ConcurrentDictionary<string, Func<int, Exception?>> _failures = new();

    /// <summary>Keys of external calls, in order.</summary>
    public ConcurrentQueue<string> ExternalCalls { get; } = new();

    public ConcurrentQueue<string> Cancelled { get; } = new();

    /// <summary>What an external call waits for before it answers.</summary>
    public Func<CancellationToken, Task> External { get; set; } = _ => Task.CompletedTask;

    /// <summary>Items of a long step, and how many a chunk does.</summary>
    public (int Total, int Chunk) Long { get; set; } = (10, 3);

    /// <summary>Makes an effect fail: the function gets the number of the call, from 1, and returns what to throw or null.</summary>
    public void Fail(string effect, Func<int, Exception?> failure) => _failures[effect] = failure;

    public void Heal(string effect) => _failures.TryRemove(effect, out _);

    public int Calls(string effect) => _calls.GetValueOrDefault(effect);

    public void Called(string effect)
    {
        var number = _calls.AddOrUpdate(effect, 1, (_, count) => count + 1);
        if (_failures.TryGetValue(effect, out var failure) && failure(number) is { } exception)
        {
            throw exception;
        }
    }
}
