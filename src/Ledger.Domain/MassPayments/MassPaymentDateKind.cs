namespace Ledger.Domain.MassPayments;

/// <summary>Which date of a mass payment a range is about (P5, P14).</summary>
public enum MassPaymentDateKind
{
    /// <summary>The date of entry.</summary>
    Entry,

    /// <summary>The estimated date of payment.</summary>
    EstimatedPayment,

    /// <summary>The date it was paid.</summary>
    Payment,
}
