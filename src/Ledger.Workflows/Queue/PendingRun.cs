namespace Ledger.Workflows.Queue;

/// <summary>A row of the queue, as it is written and as a worker claims it.</summary>
/// <param name="Id">The key.</param>
/// <param name="InstanceId">The instance that is to run.</param>
/// <param name="Kind">What is done to it.</param>
/// <param name="DueAt">Not before this time, in milliseconds since 1970.</param>
internal sealed record PendingRun(long Id, long InstanceId, PendingRunKind Kind, long DueAt)
{
    /// <summary>What people wait for.</summary>
    public const int Urgent = 0;

    /// <summary>What goes on by itself: timers, retries, chunks, children of a bulk.</summary>
    public const int Background = 1;

    /// <summary>Smaller goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Tries so far.</summary>
    public int Attempts { get; init; }

    /// <summary>The bookmark that is resumed, or null.</summary>
    public long? BookmarkId { get; init; }

    /// <summary>What the run brings.</summary>
    public RunData Data { get; init; } = RunData.Empty;
}
