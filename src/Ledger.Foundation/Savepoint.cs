namespace Ledger.Foundation;

/// <summary>A point of a unit of work to which it can go back.</summary>
public sealed class Savepoint
{
    internal Savepoint(string name, int beforeCommitCount, int onCommittedCount, Dictionary<object, int> marks)
    {
        Name = name;
        BeforeCommitCount = beforeCommitCount;
        OnCommittedCount = onCommittedCount;
        Marks = marks;
    }

    internal string Name { get; }

    internal int BeforeCommitCount { get; }

    internal int OnCommittedCount { get; }

    internal Dictionary<object, int> Marks { get; }
}
