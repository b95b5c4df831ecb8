namespace Ledger.Domain.Folios;

/// <summary>A message as it travels between two installations (F9).</summary>
/// <remarks>Its files hold private keys: it goes over HTTPS only, is never logged, and says no more than its place in the order about itself.</remarks>
public sealed class FolioEnvelope
{
    /// <summary>The company's tax id: the installations have keys of their own for everything else.</summary>
    public required string CompanyRut { get; init; }

    /// <summary>The end that sends: a branch's code, or 0 for head office.</summary>
    public required int FromEnd { get; init; }

    /// <summary>The end that receives.</summary>
    public required int ToEnd { get; init; }

    /// <summary>Its place in the order of the messages between the two ends, from 1 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>What it says.</summary>
    public required FolioMessageKind Kind { get; init; }

    /// <summary>What it says, JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>The complete folio files whose numbers it sends, private keys included.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {FromEnd}>{ToEnd} #{Sequence}";
}
