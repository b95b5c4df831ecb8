namespace Ledger.Foundation;

/// <summary>Something shared in a unit of work that keeps state in memory and must forget it when a step is undone.</summary>
public interface IRollbackAware
{
    /// <summary>Where it stands; given back to <see cref="RollbackTo"/>.</summary>
    int Mark();

    /// <summary>Forgets what came after the mark.</summary>
    void RollbackTo(int mark);
}
