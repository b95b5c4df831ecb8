namespace Ledger.Domain.SupplierAccounts;

/// <summary>A payment on account to be made.</summary>
/// <param name="SupplierId">Who is paid.</param>
/// <param name="Date">The date of the payment.</param>
/// <param name="Currency">The currency it is paid in.</param>
/// <param name="Amount">The amount, in <paramref name="Currency"/>.</param>
public sealed record NewPaymentOrder(long SupplierId, DateOnly Date, string Currency, decimal Amount)
{
    /// <summary>Units of local currency for one of the foreign currency; needed for a payment in foreign currency.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>The treasury account the money comes from; null for the supplier's usual one or the company's default.</summary>
    public long? TreasuryAccountId { get; init; }

    /// <summary>Its classification.</summary>
    public long? ClassificationId { get; init; }
}
