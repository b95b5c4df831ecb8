namespace Ledger.Domain.SupplierAccounts;

/// <summary>Whether a payment order counts.</summary>
public enum PaymentOrderState
{
    /// <summary>It counts.</summary>
    Issued,

    /// <summary>It no longer counts.</summary>
    Annulled,
}
