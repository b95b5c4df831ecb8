namespace Ledger.Api.Processes;

/// <summary>A step of a run in the journal that people read: one execution of an activity, however often it waited.</summary>
/// <param name="ExecutionId">The execution.</param>
/// <param name="Name">The step as people know it.</param>
/// <param name="At">When it is first heard of on this page.</param>
/// <param name="Event">What happened last: Started, Suspended, Resumed, Completed, Canceled, Faulted, Retried, Skipped, Line or an activity's own.</param>
internal sealed record RunStep(string ExecutionId, string Name, DateTimeOffset At, string Event)
{
    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>By which ways it went on.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>What it said, or why it failed.</summary>
    public string? Message { get; init; }

    /// <summary>The task of a person that it asked for, or null.</summary>
    public long? TaskId { get; init; }

    /// <summary>Who decided that task, else who has it; null when nobody.</summary>
    public string? Who { get; init; }

    /// <summary>What who decided wrote about it.</summary>
    public string? Comment { get; init; }
}

/// <summary>Something a person did with the run as a whole.</summary>
/// <param name="At">When.</param>
/// <param name="Who">The user name.</param>
/// <param name="Action">The action of the audit trail, such as <c>instance.cancelled</c>.</param>
internal sealed record RunAct(DateTimeOffset At, string Who, string Action);

/// <summary>A page of the journal, the latest step first.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Acts">What people did with the run, oldest first.</param>
/// <param name="EntryCount">How many entries the journal has; a step has several.</param>
internal sealed record RunJournalPage(IReadOnlyList<RunStep> Steps, IReadOnlyList<RunAct> Acts, int EntryCount);
