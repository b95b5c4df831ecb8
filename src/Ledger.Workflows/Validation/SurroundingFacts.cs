namespace Ledger.Workflows.Validation;

/// <summary>What was found of what a definition names. Null means that nobody knows, and then nothing is said about it.</summary>
public sealed record SurroundingFacts
{
    /// <summary>Nothing is known.</summary>
    public static SurroundingFacts None { get; } = new();

    /// <summary>The roles there are.</summary>
    public IReadOnlyCollection<string>? Roles { get; init; }

    /// <summary>Active people by role, in any company; null when there are no people yet.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<long>>? Holders { get; init; }

    /// <summary>The key of each named person who exists, by the name that was asked for; null when there are no people yet.</summary>
    public IReadOnlyDictionary<string, long>? Users { get; init; }

    /// <summary>The keys of the task forms there are.</summary>
    public IReadOnlyCollection<string>? Forms { get; init; }
}
