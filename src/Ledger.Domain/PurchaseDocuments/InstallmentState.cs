namespace Ledger.Domain.PurchaseDocuments;

/// <summary>How far an instalment is paid.</summary>
public enum InstallmentState
{
    /// <summary>Nothing is paid.</summary>
    NotCancelled,

    /// <summary>A part is paid.</summary>
    PartlyCancelled,

    /// <summary>Nothing is left.</summary>
    Cancelled,

    /// <summary>More was paid than owed.</summary>
    Overpaid,
}
