namespace Ledger.Domain.MassPayments;

/// <summary>A mass payment as a person or a process enters it (P1).</summary>
/// <param name="EntryDate">The date of entry.</param>
/// <param name="EstimatedPaymentDate">When the suppliers are expected to be paid; not before the entry date.</param>
/// <param name="Currency">The company's own currency or its foreign accounting currency.</param>
/// <param name="ExchangeRate">Units of local currency for one unit of the foreign accounting currency.</param>
/// <param name="Documents">What is to be paid.</param>
public sealed record MassPaymentDraft(
    DateOnly EntryDate, DateOnly EstimatedPaymentDate, string Currency, decimal ExchangeRate, PayableSelection Documents)
{
    /// <summary>The number, when people type them; null when numbers are automatic.</summary>
    public long? Number { get; init; }

    /// <summary>Free text.</summary>
    public string? Remarks { get; init; }
}
