namespace Ledger.Domain.Parameters;

/// <summary>How a company buys and pays (manual 002, "Parámetros de Compras").</summary>
public sealed record PurchasingParameters
{
    /// <summary>True when mass payments take the next number by themselves; otherwise a person types an unused one (P1).</summary>
    public bool AutomaticMassPaymentNumbers { get; init; } = true;

    /// <summary>True when a mass payment must be authorised before it is paid; otherwise it is born authorised (P4).</summary>
    public bool AuthorizesMassPayments { get; init; } = true;

    /// <summary>True when only documents authorised for payment may be paid (P2).</summary>
    public bool RequiresPaymentAuthorization { get; init; }

    /// <summary>True when documents with differences may be paid (P2).</summary>
    public bool AllowsPayingDocumentsWithDifferences { get; init; }

    /// <summary>True when the treasury data of a payment may be edited before it is generated (P7).</summary>
    public bool EditsTreasuryData { get; init; } = true;

    /// <summary>True when payments record treasury movements (P8).</summary>
    public bool HasTreasury { get; init; } = true;

    /// <summary>The treasury account, of kind other, that payments are charged against where the supplier has none of its own (cuenta a debitar, P7).</summary>
    public long? DefaultDebitAccountId { get; init; }

    /// <summary>The treasury account where the supplier has no usual one.</summary>
    public long? DefaultPaymentAccountId { get; init; }

    /// <summary>Days from issue to due date where the supplier has no terms of its own.</summary>
    public int PaymentTermDays { get; init; } = 30;

    /// <summary>Payment orders dated on or before this day are closed; null when none are.</summary>
    public DateOnly? PaymentOrdersClosedThrough { get; init; }

    /// <summary>Purchase documents dated on or before this day are closed; null when none are.</summary>
    public DateOnly? InvoicesClosedThrough { get; init; }
}
