namespace Ledger.Api.Scenarios;

/// <summary>The last run of a definition's scenarios.</summary>
internal sealed class ScenarioRunRow
{
    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <summary>The definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The version that was tested.</summary>
    public int Version { get; init; }

    /// <summary>The hash of its content then: another one now means that it changed since.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The hash of the scenarios then.</summary>
    public required string TextHash { get; init; }

    /// <summary>The results as JSON.</summary>
    public required string Results { get; init; }

    /// <summary>Who ran them.</summary>
    public required string RanBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset RanAt { get; init; }
}
