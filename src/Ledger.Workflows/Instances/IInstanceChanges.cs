namespace Ledger.Workflows.Instances;

/// <summary>Tells the pages of this process that an instance has changed. What other processes do is not heard here.</summary>
public interface IInstanceChanges
{
    /// <summary>Raised after the commit, on the thread that committed: a listener must return at once.</summary>
    event Action<InstanceChange>? Changed;
}
