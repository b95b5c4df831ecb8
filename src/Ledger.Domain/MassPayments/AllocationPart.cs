using Ledger.Domain.SupplierAccounts;

namespace Ledger.Domain.MassPayments;

/// <summary>A part of a payment order or credit note tied to an instalment or debit note, with the amount of each side.</summary>
internal sealed record AllocationPart(
    AllocationSource SourceKind,
    long SourceId,
    long DocumentId,
    long InstallmentId,
    decimal Amount,
    string Currency,
    decimal SourceAmount,
    string SourceCurrency)
{
    /// <summary>True when both sides lose the same: not between currencies, nor between documents of different rates.</summary>
    public bool IsEven => Currency == SourceCurrency && Amount == SourceAmount;
}
