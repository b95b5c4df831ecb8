namespace Ledger.Workflows.Definitions;

/// <summary>Which versions of which definitions a list shows.</summary>
public sealed record DefinitionQuery
{
    /// <summary>Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or a number; null or empty for all.</summary>
    public string? Versions { get; init; }

    /// <summary>A part of name, definition id or description; null or blank for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only these definitions; null or empty for all.</summary>
    public IReadOnlyCollection<string>? DefinitionIds { get; init; }

    /// <summary>Only these versions; null or empty for all.</summary>
    public IReadOnlyCollection<string>? VersionIds { get; init; }
}
