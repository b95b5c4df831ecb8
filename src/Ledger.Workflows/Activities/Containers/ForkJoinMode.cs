namespace Ledger.Workflows.Activities;

/// <summary>When a <see cref="Fork"/> ends.</summary>
public enum ForkJoinMode
{
    /// <summary>When all branches have ended.</summary>
    WaitAll,

    /// <summary>With the first branch; the others are cancelled.</summary>
    WaitAny,
}
