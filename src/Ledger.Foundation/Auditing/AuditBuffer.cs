namespace Ledger.Foundation.Auditing;

/// <summary>The changes of one unit of work that wait to be appended; those of a step that is undone are forgotten.</summary>
internal sealed class AuditBuffer : IRollbackAware
{
    public List<(Actor Actor, AuditChange Change)> Changes { get; } = [];

    public int Mark() => Changes.Count;

    public void RollbackTo(int mark) => Changes.RemoveRange(mark, Changes.Count - mark);
}
