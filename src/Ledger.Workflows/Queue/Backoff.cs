namespace Ledger.Workflows.Queue;

/// <summary>The pause before the next try: doubled each time, at most an hour, and spread so that many failures do not come back together.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="first">The pause before the second try.</param>
    /// <param name="attempts">Tries so far, 1 or more.</param>
    public static TimeSpan After(TimeSpan first, int attempts)
    {
        var pause = first.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 30));
        var spread = 0.75 + (Random.Shared.NextDouble() / 2);
        return TimeSpan.FromMilliseconds(Math.Min(pause * spread, Longest.TotalMilliseconds));
    }
}
