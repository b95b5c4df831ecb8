namespace Ledger.Domain.MassPayments;

/// <summary>What is changed in a mass payment (P5); a field left null stays.</summary>
public sealed record MassPaymentChange
{
    /// <summary>A new number, when people type them.</summary>
    public long? Number { get; init; }

    /// <summary>The date of entry.</summary>
    public DateOnly? EntryDate { get; init; }

    /// <summary>When the suppliers are expected to be paid.</summary>
    public DateOnly? EstimatedPaymentDate { get; init; }

    /// <summary>The currency of the payment orders.</summary>
    public string? Currency { get; init; }

    /// <summary>The rate; the items are restated at it.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>Free text; empty to clear it.</summary>
    public string? Remarks { get; init; }

    /// <summary>Documents to put in.</summary>
    public PayableSelection? Add { get; init; }

    /// <summary>Instalments to take out.</summary>
    public IReadOnlyList<long> RemoveInstallmentIds { get; init; } = [];

    /// <summary>
    /// True from the authorisation screen: an authorised one may be changed too, and must then be authorised again (P6).
    /// </summary>
    public bool FromAuthorization { get; init; }
}
