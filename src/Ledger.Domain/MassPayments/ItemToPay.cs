using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.MassPayments;

/// <summary>An item of a mass payment about to be paid.</summary>
internal sealed record ItemToPay(
    long SupplierId,
    long InstallmentId,
    long DocumentId,
    DocumentKind Kind,
    string Currency,
    decimal Amount,
    decimal Local,
    decimal Units,
    bool IsUnchanged,
    string Name);
