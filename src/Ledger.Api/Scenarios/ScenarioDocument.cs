namespace Ledger.Api.Scenarios;

/// <summary>The scenarios of a definition as they are stored: from the file beside it, or as a process owner changed them.</summary>
internal sealed class ScenarioDocument
{
    /// <summary>The origin of what came from a file.</summary>
    public const string FromFile = "file";

    /// <summary>The key.</summary>
    public long Id { get; init; }

    /// <summary>The definition.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>The JSON text.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text.</summary>
    public required string TextHash { get; init; }

    /// <summary><c>file</c> or <c>edited</c>: an edited one is not replaced by the file.</summary>
    public required string Origin { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}
