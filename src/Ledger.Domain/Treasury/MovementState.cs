namespace Ledger.Domain.Treasury;

/// <summary>Whether a treasury movement counts.</summary>
public enum MovementState
{
    /// <summary>It counts.</summary>
    Recorded,

    /// <summary>Another movement undid it.</summary>
    Reversed,
}
