namespace Ledger.Workflows.Activities;

/// <summary>When a <see cref="FlowJoin"/> lets the flow go on.</summary>
public enum FlowJoinMode
{
    /// <summary>At the first branch; running branches before the join are cancelled.</summary>
    WaitAny,

    /// <summary>When every branch has arrived; never when one of them was not followed.</summary>
    WaitAll,

    /// <summary>When every branch that can still arrive has arrived, at least one of them followed.</summary>
    WaitAllActive,
}
