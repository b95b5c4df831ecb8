namespace Ledger.Api.Pages.Inbox;

/// <summary>In which phase the tasks of a list are.</summary>
internal enum TaskPhase
{
    /// <summary>Open or taken.</summary>
    Undecided,

    /// <summary>Decided.</summary>
    Completed,

    /// <summary>Their process went on without them.</summary>
    Cancelled,
}
