namespace Ledger.Workflows.Instances;

/// <summary>How the trial of an activity ended.</summary>
public enum TrialEnd
{
    /// <summary>It ran to its end.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Faulted,

    /// <summary>It waits for a person, an event or a time, which a trial does not have.</summary>
    Waiting,

    /// <summary>It would call something outside, which a trial does not do.</summary>
    External,

    /// <summary>Its first chunk was done; a trial does not do the others.</summary>
    Long,
}
