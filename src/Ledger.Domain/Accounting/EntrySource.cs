namespace Ledger.Domain.Accounting;

/// <summary>What a journal entry comes from.</summary>
public enum EntrySource
{
    /// <summary>A person typed it.</summary>
    Manual,

    /// <summary>A purchase document.</summary>
    PurchaseDocument,

    /// <summary>A payment order.</summary>
    PaymentOrder,

    /// <summary>A mass payment.</summary>
    MassPayment,

    /// <summary>It reverses another entry.</summary>
    Reversal,

    /// <summary>An adjustment of differences.</summary>
    Adjustment,
}
