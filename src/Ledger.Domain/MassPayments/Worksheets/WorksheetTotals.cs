namespace Ledger.Domain.MassPayments.Worksheets;

/// <summary>The foot of the chosen documents (P1).</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Local">What is to be paid, in local currency.</param>
/// <param name="Units">The same in units at the worksheet's rate.</param>
public sealed record WorksheetTotals(int Count, decimal Local, decimal Units);
