namespace Ledger.Domain.MassPayments;

/// <summary>What can be done to a mass payment.</summary>
public enum MassPaymentMove
{
    /// <summary>Change its fields and documents (P5).</summary>
    Modify,

    /// <summary>Authorise it (P6).</summary>
    Authorize,

    /// <summary>Withdraw the authorisation (P6).</summary>
    Withdraw,

    /// <summary>Make the payment orders of some suppliers, others being left (P9).</summary>
    PayPartly,

    /// <summary>Make the last payment orders (P7).</summary>
    PayAll,

    /// <summary>Undo some payment orders, others being left (P11).</summary>
    AnnulPartly,

    /// <summary>Undo the last payment orders (P11).</summary>
    AnnulAll,

    /// <summary>Delete it (P13).</summary>
    Delete,
}
