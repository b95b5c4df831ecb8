namespace Ledger.Workflows.Instances;

/// <summary>The times of an instance.</summary>
public enum InstanceTime
{
    /// <summary>When it was started.</summary>
    Created,

    /// <summary>When it last changed.</summary>
    Updated,

    /// <summary>When it ended.</summary>
    Finished,
}
