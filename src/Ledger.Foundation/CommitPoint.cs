namespace Ledger.Foundation;

/// <summary>The two sides of a commit: where tests let a process die.</summary>
internal enum CommitPoint
{
    /// <summary>All is written, nothing is committed.</summary>
    Before,

    /// <summary>The commit is on disk, nobody has heard of it.</summary>
    After,
}
