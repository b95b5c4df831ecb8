namespace Ledger.Domain.MassPayments;

/// <summary>
/// An instalment of an invoice, or a whole credit or debit note (a note has one instalment), in a mass payment (P2). Its
/// key is the mass payment and the instalment.
/// </summary>
public sealed class MassPaymentItem : ICompanyOwned
{
    /// <inheritdoc/>
    public required long CompanyId { get; init; }

    /// <summary>The mass payment.</summary>
    public required long MassPaymentId { get; init; }

    /// <summary>The instalment.</summary>
    public required long InstallmentId { get; init; }

    /// <summary>
    /// The instalment while this item holds it, else null. Unique in the database: what one mass payment holds no other
    /// can take (P2), whatever races. Let go when the item is removed or its payment order is annulled by itself (P12).
    /// </summary>
    public long? HeldInstallmentId { get; internal set; }

    /// <summary>The document.</summary>
    public required long DocumentId { get; init; }

    /// <summary>The supplier of the document.</summary>
    public required long SupplierId { get; init; }

    /// <summary>The branch where the document was entered.</summary>
    public required long BranchId { get; init; }

    /// <summary>The day the list is ordered by: due date of the instalment, issue date of a note.</summary>
    public required DateOnly DueDate { get; init; }

    /// <summary>The currency of the document.</summary>
    public required string Currency { get; init; }

    /// <summary>The whole open amount in the document's currency when it was added; negative for a credit.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The same in local currency.</summary>
    public required decimal LocalAmount { get; init; }

    /// <summary>The same in units of the foreign accounting currency, at the mass payment's rate.</summary>
    public required decimal Units { get; init; }

    /// <summary>The revision of the document when it was added, or after its payment; tells whether it changed since (P11).</summary>
    public required int DocumentRevision { get; init; }

    /// <summary>True when the document had differences and was paid; the document no longer shows them (P2).</summary>
    public bool PaidWithDifferences { get; init; }

    /// <summary>The payment order that paid it; null until then.</summary>
    public long? PaymentOrderId { get; init; }

    /// <summary>Who put it in; null when an unattended run did. Who put documents in cannot authorise (W6).</summary>
    public long? AddedByUserId { get; init; }
}
