namespace Ledger.Domain.MassPayments;

/// <summary>A supplier's share of a mass payment (P6).</summary>
/// <param name="SupplierId">The supplier.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Documents">How many documents.</param>
/// <param name="Local">The total in local currency, credits negative.</param>
/// <param name="Units">The total in units.</param>
/// <param name="HasBankAccount">True when a bank account of the supplier is known.</param>
/// <param name="IsPayable">False when its credits reach what is owed: no order could be made.</param>
public sealed record SupplierOutlook(
    long SupplierId, string Code, string Name, int Documents, decimal Local, decimal Units, bool HasBankAccount, bool IsPayable);
