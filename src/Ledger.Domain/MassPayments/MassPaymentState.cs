namespace Ledger.Domain.MassPayments;

/// <summary>Where a mass payment stands (P4).</summary>
public enum MassPaymentState
{
    /// <summary>Ingresado: waits for somebody else's authorisation.</summary>
    Entered,

    /// <summary>Autorizado: may be generated; born so when the parameter 'authorises mass payments' is off.</summary>
    Authorized,

    /// <summary>Parcialmente pagado: some suppliers have their payment order, others wait (P9).</summary>
    PartlyPaid,

    /// <summary>Pagado: every supplier has its payment order.</summary>
    Paid,
}
