namespace Ledger.Workflows.Queue;

/// <summary>What a pending run does to its instance; the numbers are stored.</summary>
internal enum PendingRunKind
{
    /// <summary>The first burst.</summary>
    Start = 0,

    /// <summary>A bookmark is resumed.</summary>
    Resume = 1,

    /// <summary>The burst goes on where the last commit left it: a burst limit or the next chunk of a long step.</summary>
    Continue = 2,

    /// <summary>An external step is called, outside any transaction, under a lease.</summary>
    Call = 3,

    /// <summary>The answer of an external step is given to its activity.</summary>
    Answer = 4,

    /// <summary>The step of an incident runs again.</summary>
    Retry = 5,

    /// <summary>The step of an incident is left out.</summary>
    Skip = 6,

    /// <summary>The instance is stopped.</summary>
    Cancel = 7,

    /// <summary>The undo branches run.</summary>
    Compensate = 8,
}
