namespace Ledger.Domain.MassPayments;

/// <summary>The means of payment given for one supplier (P7).</summary>
/// <param name="SupplierId">The supplier.</param>
/// <param name="Data">The means of payment.</param>
public sealed record SupplierFunds(long SupplierId, FundsData Data);
