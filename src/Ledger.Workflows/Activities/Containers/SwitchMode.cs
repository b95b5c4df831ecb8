namespace Ledger.Workflows.Activities;

/// <summary>How many cases of a switch may match.</summary>
public enum SwitchMode
{
    /// <summary>The first whose condition holds.</summary>
    MatchFirst,

    /// <summary>All whose conditions hold.</summary>
    MatchAny,
}
