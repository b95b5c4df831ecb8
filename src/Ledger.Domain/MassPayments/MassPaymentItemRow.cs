using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.MassPayments;

/// <summary>A document of a mass payment as its detail shows it (P5, P13). Credits are negative.</summary>
/// <param name="InstallmentId">The instalment; the key within the mass payment.</param>
/// <param name="DocumentId">The document.</param>
/// <param name="BranchCode">The branch where it was entered; shown only at head office.</param>
/// <param name="SupplierId">The supplier.</param>
/// <param name="SupplierCode">The supplier's code.</param>
/// <param name="SupplierName">The supplier's name.</param>
/// <param name="Kind">Invoice, credit or debit note.</param>
/// <param name="Document">How the document is named: type, letter and number.</param>
/// <param name="DueDate">Due date of the instalment; issue date of a note.</param>
/// <param name="IssueDate">The date on the document.</param>
/// <param name="Currency">The document's currency.</param>
/// <param name="Amount">The amount in the document's currency.</param>
/// <param name="LocalAmount">The amount in local currency.</param>
/// <param name="Units">The amount in units.</param>
/// <param name="PaidWithDifferences">True when it had differences and was paid.</param>
/// <param name="PaymentOrderId">The payment order that paid it, or null.</param>
/// <param name="PaymentOrderNumber">Its number.</param>
/// <param name="IsOrderAnnulled">True when that order was de-allocated and annulled by itself: the remark of P13.</param>
public sealed record MassPaymentItemRow(
    long InstallmentId,
    long DocumentId,
    int BranchCode,
    long SupplierId,
    string SupplierCode,
    string SupplierName,
    DocumentKind Kind,
    string Document,
    DateOnly DueDate,
    DateOnly IssueDate,
    string Currency,
    decimal Amount,
    decimal LocalAmount,
    decimal Units,
    bool PaidWithDifferences,
    long? PaymentOrderId,
    long? PaymentOrderNumber,
    bool IsOrderAnnulled);
