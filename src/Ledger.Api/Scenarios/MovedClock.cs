namespace Ledger.Api.Scenarios;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private long _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves it; never back.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        if (time > GetUtcNow())
        {
            Interlocked.Exchange(ref _ticks, time.UtcTicks);
        }
    }
}
