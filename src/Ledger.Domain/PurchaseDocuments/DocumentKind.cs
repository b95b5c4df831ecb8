namespace Ledger.Domain.PurchaseDocuments;

/// <summary>What a purchase document does to the supplier's account.</summary>
public enum DocumentKind
{
    /// <summary>Raises the debt; paid by instalments.</summary>
    Invoice,

    /// <summary>Lowers the debt.</summary>
    CreditNote,

    /// <summary>Raises the debt, and is on account until allocated.</summary>
    DebitNote,
}
