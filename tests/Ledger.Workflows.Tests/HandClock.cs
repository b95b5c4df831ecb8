namespace Ledger.Workflows.Tests;

/// <summary>A clock that a test moves by hand.</summary>
internal sealed class HandClock(DateTimeOffset? start = null) : TimeProvider
{
    private long _ticks = (start ?? new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero)).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void MoveTo(DateTimeOffset to) => Interlocked.Exchange(ref _ticks, to.UtcTicks);
}
