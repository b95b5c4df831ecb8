namespace Ledger.Domain.MassPayments;

/// <summary>What is still to be paid to a supplier of a mass payment, and what the supplier's master data say about it.</summary>
internal sealed record SupplierShare(
    long Id, string Code, string Name, decimal Local, decimal Units, long? DebitAccountId, long? UsualPaymentAccountId, bool UsuallyPaysByCheck);
