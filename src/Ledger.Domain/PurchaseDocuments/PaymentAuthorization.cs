namespace Ledger.Domain.PurchaseDocuments;

/// <summary>Whether a document may be paid, where the company requires authorisation.</summary>
public enum PaymentAuthorization
{
    /// <summary>Nobody authorised it yet.</summary>
    Pending,

    /// <summary>It may be paid.</summary>
    Authorized,
}
