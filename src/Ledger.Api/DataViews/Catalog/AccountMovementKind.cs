namespace Ledger.Api.DataViews.Catalog;

/// <summary>What moves a supplier's account.</summary>
internal enum AccountMovementKind
{
    /// <summary>An invoice raises the debt.</summary>
    Invoice,

    /// <summary>A debit note raises it.</summary>
    DebitNote,

    /// <summary>A credit note lowers it.</summary>
    CreditNote,

    /// <summary>A payment lowers it.</summary>
    PaymentOrder,
}
