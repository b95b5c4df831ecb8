namespace Ledger.Domain.MassPayments;

/// <summary>
/// One supplier's share of a generation: what is paid, with which funds, and the payment order once it is made. Its key
/// is the mass payment and the supplier, so no supplier of a mass payment can be paid twice (P7, P9).
/// </summary>
public sealed class MassPaymentSupplier : ICompanyOwned
{
    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>The mass payment.</summary>
    public required long MassPaymentId { get; init; }

    /// <summary>The supplier.</summary>
    public required long SupplierId { get; init; }

    /// <summary>The date of the payment order.</summary>
    public required DateOnly PaymentDate { get; init; }

    /// <summary>The treasury account the payment is charged against (cuenta a debitar), of kind other; null without treasury.</summary>
    public long? DebitAccountId { get; init; }

    /// <summary>The means of payment: a treasury account of kind bank or other; null without treasury.</summary>
    public long? PaymentAccountId { get; init; }

    /// <summary>The checkbook when the payment is by check.</summary>
    public long? CheckbookId { get; init; }

    /// <summary>The check number asked for; null for the first free one of the checkbook.</summary>
    public long? CheckNumber { get; init; }

    /// <summary>When the check falls due; null without check.</summary>
    public DateOnly? CheckDueDate { get; init; }

    /// <summary>The classification of the payment order; null for none.</summary>
    public long? ClassificationId { get; init; }

    /// <summary>The payment order; null until it is made.</summary>
    public long? PaymentOrderId { get; init; }
}
