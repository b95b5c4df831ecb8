namespace Ledger.Workflows.Schedules;

/// <summary>What to do with ticks that were missed.</summary>
public enum MisfireRule
{
    /// <summary>Make them up with one run as soon as somebody is there; right for most unattended work.</summary>
    RunOnce,

    /// <summary>Leave them out and wait for the next tick.</summary>
    Skip,

    /// <summary>Make up each of them; right only when each tick has work of its own.</summary>
    RunAll,
}
