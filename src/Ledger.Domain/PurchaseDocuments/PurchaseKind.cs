namespace Ledger.Domain.PurchaseDocuments;

/// <summary>The purchase kind of the tax authority; the numbers are those of its mass upload.</summary>
public enum PurchaseKind
{
    /// <summary>Del giro.</summary>
    Business = 1,

    /// <summary>Supermercados o similares.</summary>
    Supermarket = 2,

    /// <summary>Bienes raíces.</summary>
    RealEstate = 3,

    /// <summary>Activo fijo.</summary>
    FixedAsset = 4,

    /// <summary>IVA uso común.</summary>
    CommonUseVat = 5,

    /// <summary>Sin derecho a crédito.</summary>
    NoCredit = 6,

    /// <summary>No corresponde incluir.</summary>
    NotIncluded = 7,
}
