namespace Ledger.Workflows.Activities;

/// <summary>What it means when an outcome of a step leads nowhere.</summary>
public enum OutcomeUse
{
    /// <summary>Nothing: it cannot come, or it is dealt with in another way (an incident).</summary>
    Optional,

    /// <summary>The flow ends there without a word, which is probably not meant: a warning.</summary>
    Expected,

    /// <summary>Something that a person decided or was told would be lost: an error.</summary>
    Required,
}
