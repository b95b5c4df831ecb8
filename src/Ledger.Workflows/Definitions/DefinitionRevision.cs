namespace Ledger.Workflows.Definitions;

/// <summary>The last change of a definition.</summary>
/// <param name="Number">How many changes there were; 0 for a definition never changed since this is counted.</param>
/// <param name="ChangedAt">When, or null.</param>
/// <param name="ChangedBy">Who, or null.</param>
/// <param name="Change">What: saved, published, retracted, reverted, imported, deleted, updated; or null.</param>
/// <param name="Session">The editor session, or null.</param>
public sealed record DefinitionRevision(long Number, DateTimeOffset? ChangedAt, string? ChangedBy, string? Change, string? Session)
{
    /// <summary>The revision of what was never changed.</summary>
    public static DefinitionRevision None { get; } = new(0, null, null, null, null);
}
