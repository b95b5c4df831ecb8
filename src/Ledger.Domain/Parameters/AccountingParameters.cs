namespace Ledger.Domain.Parameters;

/// <summary>How a company's books are kept.</summary>
public sealed record AccountingParameters
{
    /// <summary>True when payments make their journal entry (P8).</summary>
    public bool IntegratesPayments { get; init; } = true;

    /// <summary>The code of the posting template of payments.</summary>
    public string PaymentTemplateCode { get; init; } = "PAYMENT";

    /// <summary>Journal entries dated on or before this day are closed; null when none are.</summary>
    public DateOnly? EntriesClosedThrough { get; init; }
}
