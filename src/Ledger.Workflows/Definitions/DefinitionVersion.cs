namespace Ledger.Workflows.Definitions;

/// <summary>One version of a definition as it is stored.</summary>
public sealed class DefinitionVersion
{
    /// <summary>The key of the row.</summary>
    public long Id { get; init; }

    /// <summary>The version id by which instances and the designer name it.</summary>
    public required string VersionId { get; set; }

    /// <summary>The logical id shared by all versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The name people see.</summary>
    public required string Name { get; set; }

    /// <summary>What the process is for.</summary>
    public string? Description { get; set; }

    /// <summary>1, 2, 3, …</summary>
    public int Version { get; init; }

    /// <summary>True for the newest version, draft or published.</summary>
    public bool IsLatest { get; set; }

    /// <summary>True for the one version that new instances start with.</summary>
    public bool IsPublished { get; set; }

    /// <summary>True when it can be used as an activity in other definitions.</summary>
    public bool UsableAsActivity { get; set; }

    /// <summary>The definition as JSON, unknown properties included.</summary>
    public required string Json { get; set; }

    /// <summary>SHA-256 of the JSON in canonical form: an unchanged file imports as nothing.</summary>
    public required string ContentHash { get; set; }

    /// <summary>Where it came from: <c>file:mass-payment.json</c>, <c>api</c>, <c>designer</c>.</summary>
    public required string Origin { get; set; }

    /// <summary>What is wrong or doubtful with it, as JSON, as it was when it was saved or published; null when nothing was.</summary>
    public string? ProblemsJson { get; set; }

    /// <summary>The version ids of the definitions it uses as activities, as they were when it was published, as JSON: what
    /// runs does not change when one of those gets a new version. Null before the first publishing.</summary>
    public string? UsedVersionsJson { get; set; }

    /// <summary>Who made this version.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When this version was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last changed (drafts) or published.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Set by publishing: the ids of the definitions that were updated because they use this one as an activity.</summary>
    public IReadOnlyList<string> UpdatedConsumers { get; internal set; } = [];
}
