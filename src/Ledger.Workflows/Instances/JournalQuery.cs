namespace Ledger.Workflows.Instances;

/// <summary>Which entries of a journal are wanted; null means any.</summary>
public sealed record JournalQuery
{
    /// <summary>Of activities at these places (see <c>Activity.NodeId</c>).</summary>
    public IReadOnlyCollection<string>? NodeIds { get; init; }

    /// <summary>Of activities with these ids.</summary>
    public IReadOnlyCollection<string>? ActivityIds { get; init; }

    /// <summary>Not of activities of these types.</summary>
    public IReadOnlyCollection<string>? ExcludedTypes { get; init; }

    /// <summary>With these event names.</summary>
    public IReadOnlyCollection<string>? EventNames { get; init; }

    /// <summary>How many to leave out.</summary>
    public int Skip { get; init; }

    /// <summary>How many to give at most.</summary>
    public int Take { get; init; } = int.MaxValue;
}
