namespace Ledger.Domain.MassPayments;

/// <summary>The foot of the grid: what the selectable documents of a filter come to (P3), computed by the database.</summary>
/// <param name="Count">How many documents can be chosen.</param>
/// <param name="Local">Their sum in local currency, credits negative.</param>
/// <param name="Units">Their sum in units at the given rate.</param>
/// <param name="Currency">The currency of the payment.</param>
/// <param name="ExchangeRate">The rate the units are restated at.</param>
public sealed record PayableTotals(int Count, decimal Local, decimal Units, string Currency, decimal ExchangeRate);
