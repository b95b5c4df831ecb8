namespace Ledger.Domain.Parameters;

/// <summary>How a company's treasury works.</summary>
public sealed record TreasuryParameters
{
    /// <summary>Treasury documents dated on or before this day are closed; null when none are.</summary>
    public DateOnly? DocumentsClosedThrough { get; init; }
}
