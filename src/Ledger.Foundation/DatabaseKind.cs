namespace Ledger.Foundation;

/// <summary>The databases Ledger runs on (architecture.md §2.3).</summary>
public enum DatabaseKind
{
    /// <summary>Choose for one machine: a single file, one process writes at a time, nothing to install.</summary>
    Sqlite,

    /// <summary>Choose for several nodes: state, queue, locks and wake-ups live in the one shared server.</summary>
    PostgreSql,
}
