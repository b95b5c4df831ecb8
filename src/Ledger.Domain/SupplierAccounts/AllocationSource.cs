namespace Ledger.Domain.SupplierAccounts;

/// <summary>What pays.</summary>
public enum AllocationSource
{
    /// <summary>A payment order.</summary>
    PaymentOrder,

    /// <summary>A credit note.</summary>
    CreditNote,

    /// <summary>A debit note: raises the balance of what it is allocated to.</summary>
    DebitNote,
}
