namespace Ledger.Foundation.Auditing;

/// <summary>How an audit chain can be broken.</summary>
public enum AuditBreakKind
{
    /// <summary>An entry is missing: the sequence jumps.</summary>
    Missing,

    /// <summary>An entry's fields do not give its hash: it was changed.</summary>
    Altered,

    /// <summary>An entry does not name the hash of the one before it: one of them was replaced.</summary>
    Unlinked,

    /// <summary>Entries were cut off the end: the head names a later one.</summary>
    Truncated,
}
