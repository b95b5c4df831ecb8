using Ledger.Domain.PurchaseDocuments;
using Ledger.Domain.SupplierAccounts;

namespace Ledger.Api.PurchaseDocuments;

/// <summary>A document as lists show it.</summary>
internal sealed record PurchaseDocumentView(PurchaseDocument Document, string SupplierCode, string SupplierName);

/// <summary>A document with all that belongs to it.</summary>
internal sealed record PurchaseDocumentDetail(
    PurchaseDocument Document, IReadOnlyList<Installment> Installments, IReadOnlyList<DocumentOtherTax> OtherTaxes, IReadOnlyList<Allocation> Allocations);

/// <summary>A date.</summary>
internal sealed record DateRequest(DateOnly Date);

/// <summary>A reason, for history and audit.</summary>
internal sealed record ReasonRequest(string Reason);

/// <summary>A purchase kind.</summary>
internal sealed record PurchaseKindRequest(PurchaseKind PurchaseKind);

/// <summary>New instalments of what is pending.</summary>
internal sealed record InstallmentsRequest(IReadOnlyList<NewInstallment> Installments);

/// <summary>A classification, or none.</summary>
internal sealed record ClassificationRequest(long? ClassificationId);

/// <summary>An amount of differences, in the document's currency.</summary>
internal sealed record DifferenceRequest(decimal Amount);

/// <summary>Documents.</summary>
internal sealed record DocumentIds(IReadOnlyList<long> Ids);

/// <summary>A classification to be added.</summary>
internal sealed record NewClassification(string Code, string Name);
