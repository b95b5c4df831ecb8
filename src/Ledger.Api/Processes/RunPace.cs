using Ledger.Workflows.Instances;

namespace Ledger.Api.Processes;

/// <summary>How fast a long step goes and how long it still takes (features.md W12).</summary>
/// <param name="Done">Items done.</param>
/// <param name="Total">Items in all; null when nobody knows.</param>
/// <param name="PerMinute">Items a minute since its first chunk; null before the second.</param>
/// <param name="Left">The time left at that pace; null when it cannot be told.</param>
internal sealed record RunPace(long Done, long? Total, decimal? PerMinute, TimeSpan? Left)
{
    /// <summary>The part done, 0 to 100; null when the total is not known.</summary>
    public int? Percent => Total is > 0 ? (int)Math.Min(100, Done * 100 / Total.Value) : null;

    /// <summary>The pace of a step.</summary>
    public static RunPace Of(StepProgress step)
    {
        var milliseconds = (decimal)(step.UpdatedAt - step.StartedAt).TotalMilliseconds;
        decimal? perMinute = milliseconds > 0 && step.Done > 0 ? step.Done * 60_000m / milliseconds : null;
        TimeSpan? left = perMinute is > 0 && step.Total is { } total && total >= step.Done
            ? TimeSpan.FromSeconds((double)Math.Min((total - step.Done) * 60m / perMinute.Value, 1_000_000_000m))
            : null;
        return new(step.Done, step.Total, perMinute is { } rate ? Math.Round(rate, rate < 10 ? 1 : 0) : null, left);
    }
}
