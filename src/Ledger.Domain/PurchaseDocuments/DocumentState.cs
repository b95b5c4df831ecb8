namespace Ledger.Domain.PurchaseDocuments;

/// <summary>How far a purchase document is paid or used.</summary>
public enum DocumentState
{
    /// <summary>An invoice of which nothing is paid.</summary>
    Pending,

    /// <summary>A note with an amount not yet allocated.</summary>
    OnAccount,

    /// <summary>A part is paid or allocated.</summary>
    PartlyCancelled,

    /// <summary>Nothing is left.</summary>
    Cancelled,

    /// <summary>More was paid than owed.</summary>
    Overpaid,

    /// <summary>It no longer counts.</summary>
    Annulled,
}
