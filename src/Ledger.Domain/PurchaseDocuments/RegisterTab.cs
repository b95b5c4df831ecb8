namespace Ledger.Domain.PurchaseDocuments;

/// <summary>The tab of the tax authority's purchase register that a document came from.</summary>
public enum RegisterTab
{
    /// <summary>Registro.</summary>
    Register,

    /// <summary>Pendiente.</summary>
    Pending,

    /// <summary>No incluir.</summary>
    NotIncluded,

    /// <summary>Reclamado.</summary>
    Claimed,
}
