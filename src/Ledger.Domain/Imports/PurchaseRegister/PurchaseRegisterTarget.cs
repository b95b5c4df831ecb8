using Ledger.Domain.PurchaseDocuments;

namespace Ledger.Domain.Imports.PurchaseRegister;

/// <summary>Where an import writes to.</summary>
internal sealed record PurchaseRegisterTarget(long BatchId, long BranchId, string Currency, int TermDays, RegisterTab Tab);
