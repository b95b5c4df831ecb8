namespace Ledger.Domain.MassPayments;

/// <summary>Why a document cannot be chosen for a mass payment (P2).</summary>
public enum PayableObstacle
{
    /// <summary>It was annulled.</summary>
    Annulled,

    /// <summary>Nothing of it is open.</summary>
    NothingOpen,

    /// <summary>Another mass payment holds it.</summary>
    InMassPayment,

    /// <summary>Its supplier is not enabled for mass payments.</summary>
    SupplierNotEnabled,

    /// <summary>The company requires authorisation for payment and it has none.</summary>
    NotAuthorized,

    /// <summary>It has differences and the company does not pay such documents.</summary>
    WithDifferences,
}
