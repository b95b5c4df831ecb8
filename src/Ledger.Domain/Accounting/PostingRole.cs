namespace Ledger.Domain.Accounting;

/// <summary>What a line of a posting template stands for.</summary>
public enum PostingRole
{
    /// <summary>The supplier's account; takes the supplier's own account when it has one.</summary>
    SupplierPayable,

    /// <summary>The treasury account the funds come from.</summary>
    Treasury,

    /// <summary>Rounding in our favour.</summary>
    RoundingGain,

    /// <summary>Rounding against us.</summary>
    RoundingLoss,
}
