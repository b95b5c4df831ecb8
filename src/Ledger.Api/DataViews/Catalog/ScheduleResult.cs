namespace Ledger.Api.DataViews.Catalog;

/// <summary>What became of a run of a schedule.</summary>
internal enum ScheduleResult
{
    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process came to its end.</summary>
    Finished,

    /// <summary>Its process was cancelled.</summary>
    Cancelled,

    /// <summary>Its process ended with a fault.</summary>
    Faulted,

    /// <summary>Its process could not be started.</summary>
    Failed,

    /// <summary>It was due while nobody could run it, and its rule says not to make up for it.</summary>
    Skipped,
}
